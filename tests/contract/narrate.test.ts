import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { narrate, narratedKeys } from '@/lib/shared/narrate/narrate';

const QUANT = path.resolve(import.meta.dirname, '../../lib/quant');

/** Notes of estimators travel with the estimate and are not shown as sentences. */
const NOT_SHOWN = new Set(['equilibrium-policy-mix', 'historical-mean', 'james-stein-shrinkage']);

/** Rules and contradictions have their sentences with the questionnaire. */
const SPOKEN_ELSEWHERE = [/score-answers\.ts$/, /contradictions\.ts$/];

function factKeysIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !SPOKEN_ELSEWHERE.some((pattern) => pattern.test(file)))
    .flatMap((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      return [...text.matchAll(/'((?:plan|aim|stress|backtest|policy|strategy|covariance)\.[a-z-]+)'/g)].map((match) => match[1]!);
    });
}

describe('every fact that the numbers can state has a sentence', () => {
  const said = [...new Set(factKeysIn(QUANT))].filter((key) => !NOT_SHOWN.has(key)).sort();
  test('facts were found', () => expect(said.length).toBeGreaterThan(25));
  test.each(said)('%s', (key) => expect(narratedKeys()).toContain(key));
});

test('a sentence carries the figures of its fact', () => {
  const text = narrate({ key: 'plan.largest-risk', values: { symbol: 'SPY', weight: 0.31, riskShare: 0.525 } });
  expect(text).toBe('SPY carries the most risk: 31.0% of the money, 52.5% of the risk.');
});

test('a missing figure shows as a dash, never as zero', () => {
  expect(narrate({ key: 'plan.moved', values: { symbol: 'SPY', before: 0.1 } })).toContain('to –');
});
