import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '@/lib/quant/policy/types';
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
      return [...text.matchAll(/'((?:plan|aim|stress|backtest|policy|strategy|covariance|forecast)\.[a-z-]+)'/g)].map(
        (match) => match[1]!,
      );
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

describe('sentences that depend on their figures', () => {
  test.each<[string, Fact, string]>([
    [
      'a share below zero takes risk away',
      { key: 'plan.steadies', values: { symbol: 'UUP', weight: 0.2, riskShare: -0.103 } },
      'UUP steadies the plan: with 20.0% of the money it takes away 10.3% of the risk.',
    ],
    [
      'a limit that rounds to the volatility',
      { key: 'plan.risk-limit-slack', values: { volatility: 0.08996, limit: 0.09 } },
      'Volatility is 9.0%, just below your limit of 9.0%: other limits, or the aim, decide this plan.',
    ],
    [
      'cash that earns more than the rest',
      {
        key: 'plan.cash-share',
        values: { weight: 0.15, cashReturn: 0.05, returnAdded: -0.002, volatilityAdded: 0.009 },
      },
      '15.0% stays in cash, at 5.0% a year. Shared out over the rest of the plan, it would take about 0.20 points of expected return and add 0.90 points of volatility.',
    ],
    [
      'an amount that is there without any return',
      { key: 'aim.return-required', values: { amount: 1_000, years: 10, annualReturn: -0.7 } },
      'What you put in comes to $1,000 in 10 years without any return.',
    ],
    [
      'one stock instrument',
      { key: 'stress.stocks-down', values: { shock: -0.3, stocksCount: 1 } },
      'The one stock instrument falls by 30%; everything else moves as it usually does with it.',
    ],
    [
      'a reason in words',
      { key: 'backtest.holdings-kept', values: { why: 'infeasible', day: 19_783 } },
      'From 1 Mar 2024 the holdings were kept at times, because no decision was possible: the limits could not all be kept.',
    ],
  ])('%s', (_, fact, text) => expect(narrate(fact)).toBe(text));
});
