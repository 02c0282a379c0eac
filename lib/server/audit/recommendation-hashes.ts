import { createHash } from 'node:crypto';
import { type CanonicalValue, hashableText } from '@/lib/base/canonical-json';

/** What the record keeps of a recommendation: a hash of everything that went in, and one of what came out. */

const HASH_VERSION = 1;

/** JSON as it is stored: absent fields gone, numbers as they print. */
const hashOf = (kind: string, value: unknown): string =>
  createHash('sha256')
    .update(hashableText(kind, HASH_VERSION, JSON.parse(JSON.stringify(value)) as CanonicalValue))
    .digest('hex');

export interface RecommendationInput {
  readonly request: unknown;
  /** The hash of the stored prices. */
  readonly prices: string;
  readonly level: string;
  readonly engineVersion: number;
}

export const recommendationInputHash = ({ request, prices, level, engineVersion }: RecommendationInput): string =>
  hashOf('recommend-input', { request, prices, level, engineVersion });

export const recommendationAnswerHash = (answer: unknown): string => hashOf('recommend-answer', answer);
