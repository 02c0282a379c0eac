import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** NIST SP 800-63B and ASVS 6.2: length and guessability decide; no rules about which characters. */
export const PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_LENGTH_ADVISED = 15;
export const PASSWORD_LENGTH_MAX = 128;
/** Below ten to this power a password falls to a few hours of offline guessing even through scrypt. */
const GUESSES_LOG10_MIN = 8;

const estimator = new ZxcvbnFactory({ dictionary: { ...dictionary }, graphs: adjacencyGraphs });

/** One sentence when the password may not be used; undefined when it may. Own words (mail, name) count as known. */
export function passwordProblem(password: string, ownWords: readonly string[]): string | undefined {
  if (password.length < PASSWORD_LENGTH_MIN)
    return `Use at least ${PASSWORD_LENGTH_MIN} characters; ${PASSWORD_LENGTH_ADVISED} or more is better.`;
  if (password.length > PASSWORD_LENGTH_MAX) return `Use at most ${PASSWORD_LENGTH_MAX} characters.`;
  const words = ownWords
    .flatMap((word) => [word, ...word.split('@'), ...word.split(/[^A-Za-z0-9]+/)])
    .filter((word) => word.length > 2);
  const { guessesLog10 } = estimator.check(password, [...words, 'ballast']);
  if (guessesLog10 < GUESSES_LOG10_MIN)
    return 'This password is too easy to guess; a few unrelated words make a better one.';
  return undefined;
}
