import { describe, expect, test } from 'vitest';
import { applyLimits } from '@/lib/quant/optimize/limit-kinds/apply-limits';
import { LIMIT_KINDS } from '@/lib/quant/optimize/limit-kinds/registry';
import type { LimitKindId, LimitRequest } from '@/lib/quant/optimize/limit-kinds/types';
import { optimize } from '@/lib/quant/optimize/optimize';
import { BASE, CASES, CONTEXT, INSTRUMENTS, PROBLEM, problemWith } from './limit-kind-cases';

const entries = (Object.keys(LIMIT_KINDS) as LimitKindId[]).map((id) => [id, CASES[id]] as const);

describe('every kind of limit', () => {
  test.each(entries)('%s: is registered under its id and says what it does', (id) => {
    expect(LIMIT_KINDS[id].id).toBe(id);
    expect(LIMIT_KINDS[id].summary).toMatch(/^[A-Z].*\.$/);
  });

  test.each(entries)(
    '%s: the answer keeps it, and without it would not',
    (_, { request, base, breach, isShareOfRisk }) => {
      const free = optimize({ ...PROBLEM, limits: base ?? BASE });
      const kept = optimize(problemWith([request], base));
      if (free.status !== 'solved') throw new Error(free.status);
      const hasBest = kept.status === 'not-converged' && isShareOfRisk === true;
      const weights = kept.status === 'solved' ? kept.weights : hasBest ? kept.bestWeights : undefined;
      if (weights === undefined) throw new Error(kept.status);
      expect(breach(free.weights)).toBeGreaterThan(1e-3);
      expect(breach(weights)).toBeLessThanOrEqual(1e-8);
    },
  );

  test.each(entries)('%s: is named when it cannot be met', (_, { impossible, names, isShareOfRisk }) => {
    const outcome = optimize(problemWith(impossible));
    expect(outcome.status).toBe('infeasible');
    if (outcome.status !== 'infeasible') return;
    expect(outcome.conflictingLimits).toEqual(expect.arrayContaining([...names]));
    expect(outcome.nearestFeasible === undefined).toBe(isShareOfRisk === true);
  });
});

describe('limits together', () => {
  test('bounds meet at the tightest, and the names follow', () => {
    const requests: LimitRequest[] = [
      { kind: 'exclusion', symbols: ['AAA'] },
      { kind: 'asset-bounds', max: 0.4 },
      { kind: 'turnover', max: 0.5 },
      { kind: 'turnover', max: 0.3 },
      { kind: 'trade-max', max: 0.2 },
      { kind: 'trade-max', max: 0.1, symbols: ['BBB'] },
    ];
    const { limits } = problemWith(requests);
    expect([...limits.weightMax]).toEqual([0, 0.4, 0.4, 0.4]);
    expect(limits.boundNames?.get('AAA max')).toBe('AAA excluded');
    expect(limits.turnoverMax).toBe(0.3);
    expect([...limits.tradeMax!]).toEqual([0.2, 0.1, 0.2, 0.2]);
  });

  test.each([
    ['a stranger', [{ kind: 'exclusion', symbols: ['XYZ'] }], 'symbols names XYZ, which is not among the instruments.'],
    [
      'an empty group',
      [{ kind: 'group', by: 'sector', of: 'mines' }],
      'None of the instruments belongs to the sector mines.',
    ],
    ['an unknown factor', [{ kind: 'factor-exposure', factor: 'value' }], 'AAA has no exposure to value.'],
    [
      'two benchmarks',
      [
        { kind: 'tracking-error', benchmarkWeights: { AAA: 1 }, max: 0.1 },
        { kind: 'tracking-error', benchmarkWeights: { BBB: 1 }, max: 0.1 },
      ],
      'Two limits count from different benchmarks.',
    ],
    [
      'two numbers of clusters',
      [
        { kind: 'cluster-risk-contribution', max: 0.5, clusters: 2 },
        { kind: 'cluster-risk-contribution', max: 0.5, clusters: 3 },
      ],
      'Two limits ask for different numbers of clusters.',
    ],
  ] as const)('%s is refused in one sentence', (_, requests, message) => {
    expect(applyLimits(BASE, requests, CONTEXT)).toMatchObject({ status: 'refused', message });
  });

  test('a liquidity limit without a portfolio value is refused', () => {
    const outcome = applyLimits(BASE, [{ kind: 'liquidity', participation: 0.1 }], { instruments: INSTRUMENTS });
    expect(outcome).toMatchObject({ status: 'refused', field: 'portfolioValue' });
  });
});
