import { describe, expect, test } from 'vitest';
import { nextStep, type Progress, questionPath, stepItems } from '@/components/onboarding/start-steps';

const NOTHING: Progress = { aim: null, universe: null, missing: ['purpose'], score: null };
const universe = { priceSetId: '0195d8c0-0000-7000-8000-000000000000', symbols: ['A', 'B'], excluded: [] };

describe('the path to a plan', () => {
  test('goes on at the first step that is not done', () => {
    expect(nextStep(NOTHING).id).toBe('aim');
    expect(nextStep({ ...NOTHING, aim: { kind: 'least-risk' } }).id).toBe('universe');
    expect(nextStep({ ...NOTHING, universe }).id).toBe('aim');
    expect(nextStep({ ...NOTHING, aim: { kind: 'least-risk' }, universe }).id).toBe('questions');
  });

  test('only steps that are done can be gone back to', () => {
    const items = stepItems({ ...NOTHING, aim: { kind: 'least-risk' } }, 'universe');
    expect(items.map(({ status }) => status)).toEqual(['done', 'current', 'todo', 'todo']);
    expect(items.map(({ href }) => href !== undefined)).toEqual([true, false, false, false]);
  });

  test('the address of a question keeps where one came from', () => {
    expect(questionPath('loss-reaction', true)).toBe('/start/questions?q=loss-reaction&from=review');
  });
});
