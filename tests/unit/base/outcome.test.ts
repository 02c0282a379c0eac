import { describe, expect, test } from 'vitest';
import { invariant, InvariantError, unreachable } from '../../../lib/base/invariant';
import { done, ERROR_CODES, refused } from '../../../lib/base/outcome';

describe('outcomes', () => {
  test('a refusal carries its field only when there is one', () => {
    expect(done(3)).toEqual({ status: 'done', value: 3 });
    expect(refused('conflict', 'Already filled.')).toEqual({
      status: 'refused',
      code: 'conflict',
      message: 'Already filled.',
    });
    expect(Object.keys(refused('conflict', 'Already filled.'))).not.toContain('field');
    expect(refused('bad-input', 'Not a number.', 'constraints.weightMax').field).toBe('constraints.weightMax');
  });

  test('every code is an HTTP error and a failing exit; bad input is 400 and 2', () => {
    for (const { httpStatus, exitCode } of Object.values(ERROR_CODES)) {
      expect(httpStatus).toBeGreaterThanOrEqual(400);
      expect(httpStatus).toBeLessThan(600);
      expect(exitCode).toBeGreaterThan(1);
    }
    expect(ERROR_CODES['bad-input']).toEqual({ httpStatus: 400, exitCode: 2 });
  });
});

describe('invariants', () => {
  test('a broken promise throws by name, a kept one does nothing', () => {
    expect(() => invariant(true, 'never')).not.toThrow();
    expect(() => invariant(false, 'weights have length 3')).toThrow(InvariantError);
    expect(() => invariant(false, 'weights have length 3')).toThrow('weights have length 3');
  });

  test('the branch that cannot be reached throws with what reached it', () => {
    expect(() => unreachable({ status: 'new' } as never)).toThrow('{"status":"new"}');
  });
});
