import { describe, expect, test } from 'vitest';
import { signInError, signInSentence } from '@/components/auth/sign-in-error';

describe('what a failed sign-in says', () => {
  test('a wait is said in words', () => {
    expect(signInSentence(signInError('slow-down:75'))).toBe('Too many attempts. You can try again in 1 min 15 s.');
  });

  test('a wrong password and an unknown address read the same', () => {
    expect(signInSentence(signInError('CredentialsSignin'))).toBe('Email or password is not right.');
  });

  // The text comes from an address that anybody can write.
  test.each(['slow-down:', 'slow-down:-5', 'slow-down:1e9', '<script>', 'unavailable', ''])(
    '%j is not repeated to the reader',
    (text) => {
      expect(signInError(text)).toEqual({ kind: 'unavailable' });
    },
  );
});
