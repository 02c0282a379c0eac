import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import { dot } from '../../../../lib/quant/math/matrix';
import { interestSensitivityOf, yieldShockReturn } from '../../../../lib/quant/planning/durations';
import { type FactorId, FACTORS } from '../../../../lib/quant/planning/factors';
import { propagateShock, type PropagatedShock, type ShockMove } from '../../../../lib/quant/planning/shock';
import { expectClose, TOLERANCE } from '../../../support/close';
import { covarianceOf } from './panels';

type Moved = Extract<PropagatedShock, { status: 'moved' }>;

const SYMBOLS = ['SPY', 'TLT', 'SHY', 'LQD', 'GLD', 'UUP', 'USO', 'BIL'];
const VOLATILITIES = [0.18, 0.15, 0.02, 0.08, 0.16, 0.07, 0.35, 0];
// prettier-ignore
const CORRELATIONS: Readonly<Record<string, number>> = {
  '0-1': -0.3, '0-2': -0.2, '0-3': 0.2, '0-4': 0.1, '0-5': -0.3, '0-6': 0.3,
  '1-2': 0.6, '1-3': 0.6, '1-4': 0.2, '1-5': 0, '1-6': -0.2,
  '2-3': 0.4, '2-4': 0.2, '2-5': -0.1, '2-6': -0.1,
  '3-4': 0.2, '3-5': -0.2, '3-6': 0.1, '4-5': -0.4, '4-6': 0.2, '5-6': -0.2,
};

const marketOf = (symbols: readonly string[]) => ({
  instruments: symbols.map(describeInstrument),
  covariance: covarianceOf(
    symbols.map((symbol) => VOLATILITIES[SYMBOLS.indexOf(symbol)]!),
    (i, j) => {
      const [low, high] = [SYMBOLS.indexOf(symbols[i]!), SYMBOLS.indexOf(symbols[j]!)].sort((a, b) => a - b);
      return CORRELATIONS[`${low}-${high}`] ?? 0;
    },
  ),
});

const MARKET = marketOf(SYMBOLS);
const at = (symbol: string): number => SYMBOLS.indexOf(symbol);

function moved(moves: readonly ShockMove[], market = MARKET): Moved {
  const shock = propagateShock(moves, market);
  if (shock.status !== 'moved') throw new Error(shock.reason.key);
  return shock;
}

describe('a shock of one thing', () => {
  // Oracle: beta, correlation times the ratio of volatilities.
  test('an instrument: the others follow by their betas to it, and cash stays', () => {
    const { returns, covariance } = moved([{ kind: 'instrument', symbol: 'SPY', move: -0.2 }]);
    expectClose(returns[at('SPY')]!, -0.2, TOLERANCE.closedForm);
    expectClose(returns[at('TLT')]!, ((-0.3 * 0.15) / 0.18) * -0.2, TOLERANCE.closedForm);
    expectClose(returns[at('USO')]!, ((0.3 * 0.35) / 0.18) * -0.2, TOLERANCE.closedForm);
    expect(returns[at('BIL')]).toBe(0);
    expect(covariance[0]).toBe(0);
    // Oracle: a twelfth of the variance that the regression leaves.
    const n = SYMBOLS.length;
    expectClose(covariance[at('TLT') * (n + 1)]!, ((1 - 0.09) * 0.15 ** 2) / 12, TOLERANCE.closedForm);
  });

  // Oracle: -D dy + C / 2 dy^2 by hand, with the durations of the table.
  test('yields: bonds and cash by duration and convexity, the rest by covariance with the level', () => {
    const { returns } = moved([{ kind: 'factor', factor: 'yield-level', move: 0.02 }]);
    expectClose(returns[at('TLT')]!, -16.5 * 0.02 + (375 / 2) * 0.02 ** 2, TOLERANCE.closedForm);
    expectClose(returns[at('SHY')]!, -1.8 * 0.02 + (4 / 2) * 0.02 ** 2, TOLERANCE.closedForm);
    expectClose(returns[at('BIL')]!, -0.1 * 0.02, TOLERANCE.closedForm);
    // The level read from TLT and SHY: y = -(16.5 r1 + 1.8 r2) / (16.5^2 + 1.8^2).
    const squares = 16.5 ** 2 + 1.8 ** 2;
    const [a, b] = [-16.5 / squares, -1.8 / squares];
    const own = (a * 0.15) ** 2 + (b * 0.02) ** 2 + 2 * a * b * 0.6 * 0.15 * 0.02;
    const withStocks = 0.18 * (a * -0.3 * 0.15 + b * -0.2 * 0.02);
    expectClose(returns[at('SPY')]!, (withStocks / own) * 0.02, TOLERANCE.closedForm);
  });

  // Oracle: the ends are the durations 2 and 15, so SHY (1.8) moves with the short end alone and TLT (16.5) with the long.
  test('a steeper curve costs the long bond and leaves the short one', () => {
    const { returns } = moved([
      { kind: 'factor', factor: 'yield-short', move: 0 },
      { kind: 'factor', factor: 'yield-long', move: 0.01 },
    ]);
    expect(Math.abs(returns[at('SHY')]!)).toBe(0);
    expectClose(returns[at('TLT')]!, -0.165 + 375 / 2 / 1e4, TOLERANCE.closedForm);
    // LQD (8.2 years) lies (8.2 - 2) / 13 of the way.
    expectClose(
      returns[at('LQD')]!,
      yieldShockReturn(interestSensitivityOf(describeInstrument('LQD'))!, 0.062 / 13),
      TOLERANCE.closedForm,
    );
  });

  // Oracle: returns made by hand from a curve, r = -D ((1 - u) short + u long) with u from 2 to 15 years; read back exactly.
  test('both ends of the curve are read from bonds of any maturity', () => {
    const instruments = ['SHY', 'IEF', 'TLT', 'SPY'].map(describeInstrument);
    const covariance = covarianceOf([0.02, 0.07, 0.15, 0.18], () => 0.3);
    const [short, long] = [0.012, -0.004];
    const returns = Float64Array.of(
      -1.8 * short,
      -7.1 * (((15 - 7.1) / 13) * short + ((7.1 - 2) / 13) * long),
      -16.5 * long,
      0.05,
    );
    const readOf = (id: FactorId): number => {
      const reading = FACTORS[id].read({ instruments, covariance });
      if (reading.status !== 'read') throw new Error(id);
      return dot(reading.direction, returns);
    };
    expectClose(readOf('yield-short'), short, TOLERANCE.closedForm);
    expectClose(readOf('yield-long'), long, TOLERANCE.closedForm);
  });

  // Oracle: the identity that defines the spread, r = -D y - 8.2 s for the one corporate bond fund.
  test('a wider spread: what corporate bonds lose beyond what yields explain is spread duration times the widening', () => {
    const { returns } = moved([{ kind: 'factor', factor: 'credit-spread', move: 0.02 }]);
    const level = FACTORS['yield-level'].read(MARKET);
    if (level.status !== 'read') throw new Error('no level');
    expectClose(returns[at('LQD')]! + 8.2 * dot(level.direction, returns), -8.2 * 0.02, TOLERANCE.closedForm);
    expect(returns[at('SPY')]!).toBeLessThan(0);
  });

  test.each<[FactorId, string, number]>([
    ['dollar', 'UUP', 0.1],
    ['oil', 'USO', 0.5],
    ['gold', 'GLD', -0.2],
  ])('%s moves the instrument that shows it by just that', (factor, symbol, move) => {
    expectClose(moved([{ kind: 'factor', factor, move }]).returns[at(symbol)]!, move, TOLERANCE.closedForm);
  });

  test('foreign currencies show the dollar upside down, and that is said', () => {
    const instruments = ['FXE', 'SPY'].map(describeInstrument);
    const covariance = covarianceOf([0.08, 0.18], () => 0.3);
    const { returns, facts } = moved([{ kind: 'factor', factor: 'dollar', move: 0.1 }], { instruments, covariance });
    expectClose(returns[0]!, -0.1, TOLERANCE.closedForm);
    expect(facts.map(({ key }) => key)).toEqual(['stress.price-moves', 'stress.factor-by-share']);
  });
});

test('yields beyond the deepest fall of a long bond: it is held there, and that is said of what is held', () => {
  const shock = moved([{ kind: 'factor', factor: 'yield-level', move: 0.2 }]);
  expectClose(shock.returns[at('TLT')]!, -(16.5 ** 2) / 750, TOLERANCE.closedForm);
  expect(shock.floored).toEqual([at('TLT'), at('LQD')]);
  expect(moved([{ kind: 'factor', factor: 'yield-level', move: 0.04 }]).floored).toEqual([]);
});

describe('a shock of several things', () => {
  const both: readonly ShockMove[] = [
    { kind: 'class', assetClass: 'equity', move: -0.2 },
    { kind: 'instrument', symbol: 'GLD', move: 0.1 },
    { kind: 'factor', factor: 'yield-level', move: -0.01 },
  ];

  test('what is fixed comes out as fixed', () => {
    const { returns, covariance } = moved(both);
    expectClose(returns[at('SPY')]!, -0.2, TOLERANCE.closedForm);
    expectClose(returns[at('GLD')]!, 0.1, TOLERANCE.closedForm);
    expectClose(returns[at('TLT')]!, 0.165 + 375 / 2 / 1e4, TOLERANCE.closedForm);
    for (let row = 0; row < SYMBOLS.length; row++) {
      expect(covariance[row * (SYMBOLS.length + 1)]!).toBeGreaterThanOrEqual(-1e-15);
    }
  });

  test('another order of instruments or moves changes nothing', () => {
    const order = ['USO', 'BIL', 'GLD', 'SPY', 'LQD', 'UUP', 'SHY', 'TLT'];
    const { returns } = moved(both);
    const shuffled = moved([...both].reverse(), marketOf(order));
    order.forEach((symbol, column) => {
      expectClose(shuffled.returns[column]!, returns[at(symbol)]!, TOLERANCE.closedForm);
    });
  });

  test('no move of anything is no return of anything', () => {
    const { returns } = moved(both.map((move) => ({ ...move, move: 0 })));
    expect(returns.every((value) => Math.abs(value) === 0)).toBe(true);
    expect(moved([]).returns.every((value) => value === 0)).toBe(true);
  });

  test('cash with a little variance of its own leads nothing and follows nothing', () => {
    const market = {
      instruments: ['SPY', 'SHV', 'SGOV'].map(describeInstrument),
      covariance: covarianceOf([0.18, 0.003, 0.002], () => -0.2),
    };
    const shv = moved([{ kind: 'instrument', symbol: 'SHV', move: -0.1 }], market);
    expect([...shv.returns]).toEqual([0, -0.1, 0]);
    expect([...moved([{ kind: 'instrument', symbol: 'SPY', move: -0.1 }], market).returns]).toEqual([-0.1, 0, 0]);
    const cash: ShockMove = { kind: 'class', assetClass: 'cash', move: -0.05 };
    expect([...moved([cash], market).returns]).toEqual([0, -0.05, -0.05]);
    const both: readonly ShockMove[] = [cash, { kind: 'instrument', symbol: 'SHV', move: -0.1 }];
    expect(propagateShock(both, market)).toMatchObject({ status: 'unavailable', at: 1 });
  });

  // Oracle: by hand, 0.4 / (0.18 / sqrt(12)) is 7.7 and 0.3 gives 5.8.
  test('moves that lie far out are called so', () => {
    const factsOf = (move: number) => moved([{ kind: 'instrument', symbol: 'SPY', move }]).facts;
    const far = factsOf(-0.4).find(({ key }) => key === 'stress.far-out');
    expectClose(Number(far?.values['distance']), (0.4 * Math.sqrt(12)) / 0.18, TOLERANCE.closedForm);
    expect(factsOf(-0.3).map(({ key }) => key)).not.toContain('stress.far-out');
  });

  test('cash that is fixed moves nothing else', () => {
    const { returns } = moved([{ kind: 'instrument', symbol: 'BIL', move: -0.05 }]);
    expect(returns[at('BIL')]).toBe(-0.05);
    expect(returns[at('SPY')]).toBe(0);
  });

  test.each<[string, readonly ShockMove[], string, number]>([
    ['an instrument that is not there', [{ kind: 'instrument', symbol: 'QQQ', move: 0 }], 'stress.no-factor', 0],
    ['a class without instruments', [{ kind: 'class', assetClass: 'crypto', move: -0.5 }], 'stress.no-factor', 0],
    [
      'the same thing twice under two names',
      [
        { kind: 'class', assetClass: 'equity', move: -0.2 },
        { kind: 'instrument', symbol: 'SPY', move: -0.1 },
      ],
      'stress.same-thing',
      1,
    ],
    [
      'cash that moves twice',
      [
        { kind: 'instrument', symbol: 'BIL', move: 0 },
        { kind: 'instrument', symbol: 'BIL', move: -0.1 },
      ],
      'stress.same-thing',
      1,
    ],
    [
      'bonds beside the yields that price them',
      [
        { kind: 'class', assetClass: 'bond', move: -0.1 },
        { kind: 'factor', factor: 'yield-level', move: 0.01 },
      ],
      'stress.same-thing',
      0,
    ],
    [
      'one end of the curve beside all of it',
      [
        { kind: 'factor', factor: 'yield-level', move: 0.01 },
        { kind: 'factor', factor: 'yield-long', move: 0.02 },
      ],
      'stress.same-thing',
      1,
    ],
  ])('%s is refused by name', (_, moves, key, index) => {
    expect(propagateShock(moves, MARKET)).toMatchObject({ status: 'unavailable', reason: { key }, at: index });
  });

  test('yields cannot be read without bonds, nor the ends of the curve from one maturity', () => {
    const stocks = marketOf(['SPY', 'GLD']);
    const oneBond = marketOf(['SPY', 'TLT']);
    const level: ShockMove = { kind: 'factor', factor: 'yield-level', move: 0.01 };
    const long: ShockMove = { kind: 'factor', factor: 'yield-long', move: 0.01 };
    expect(propagateShock([level], stocks).status).toBe('unavailable');
    expect(propagateShock([long], oneBond).status).toBe('unavailable');
    expect(propagateShock([level], oneBond).status).toBe('moved');
  });
});

const anyMove = fc.oneof(
  fc.record({
    kind: fc.constant('instrument' as const),
    symbol: fc.constantFrom(...SYMBOLS),
    move: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('class' as const),
    assetClass: fc.constantFrom('equity' as const, 'bond' as const, 'commodity' as const, 'currency' as const),
    move: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('factor' as const),
    factor: fc.constantFrom(...(Object.keys(FACTORS) as FactorId[])),
    move: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
  }),
);

test('whatever is fixed together either comes out as fixed, with numbers for all the rest, or is refused by name', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { minLength: 1, maxLength: 5 }), (moves) => {
      const shock = propagateShock(moves, MARKET);
      if (shock.status === 'unavailable') {
        expect(moves[shock.at]).toBeDefined();
        return;
      }
      expect(shock.returns.every(Number.isFinite)).toBe(true);
      for (const move of moves) {
        if (move.kind === 'instrument') expectClose(shock.returns[at(move.symbol)]!, move.move, 1e-7);
        if (move.kind === 'class' && move.assetClass === 'equity') {
          expectClose(shock.returns[at('SPY')]!, move.move, 1e-7);
        }
      }
      SYMBOLS.forEach((_, row) => {
        expect(shock.covariance[row * (SYMBOLS.length + 1)]!).toBeGreaterThanOrEqual(-1e-12);
      });
    }),
    { seed: 11, numRuns: 300 },
  );
});
