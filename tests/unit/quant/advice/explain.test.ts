import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { explain, type ExplainInput } from '@/lib/quant/advice/explain';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { type PricePanel, selectInstruments } from '@/lib/quant/market/panel';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';
import { policyFor } from '@/lib/quant/policy/policy';
import { type Aim, type Fact, RISK_LEVEL_IDS, type RiskLevelId } from '@/lib/quant/policy/types';
import { riskContributions } from '@/lib/quant/risk/risk-contributions';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { Decided } from '@/lib/quant/strategy/types';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { testInstrument } from '../trading/instruments';

/** A return that takes a little more than the least risk, asked for outright and as an amount after a year. */
const aimsFor = (leastRiskReturn: number): readonly Aim[] => [
  { kind: 'most-return' },
  { kind: 'least-risk' },
  { kind: 'target-return', annualReturn: leastRiskReturn + 0.002 },
  { kind: 'keep-capital', lossMax: 0.02 },
  {
    kind: 'amount-by-date',
    amount: 10_000 * (1 + leastRiskReturn + 0.003),
    years: 1,
    startAmount: 10_000,
    monthlyContribution: 0,
  },
];

const market: PricePanel = selectInstruments(
  simulatedMarket({
    seed: 'explain',
    firstDay: dayNumber(isoDay('2016-01-04')),
    lastDay: dayNumber(isoDay('2019-12-31')),
  }),
  ['SIM-USEQ', 'SIM-TECH', 'SIM-LTB', 'SIM-ITB', 'SIM-CASH', 'SIM-GOLD', 'SIM-COMM', 'SIM-USD', 'SIM-YEN', 'SIM-BTC'],
);

function decide(level: RiskLevelId, aim: Aim): { input: ExplainInput; decision: Decided } {
  const policy = policyFor(level);
  const { instruments } = market;
  const currentWeights = new Float64Array(instruments.length);
  const decision = STRATEGIES['mean-variance'].decide({ view: market, policy, aim, currentWeights });
  if (decision.status !== 'decided') throw new Error(`${level}, ${aim.kind}: ${decision.status}`);
  const { weights, inputs } = decision;
  if (inputs === undefined) throw new Error('an optimised plan keeps its inputs');
  const input: ExplainInput = {
    instruments,
    policy,
    decision,
    inputs,
    riskShares: riskContributions(weights, inputs.covariance).fractions,
    volatility: Math.sqrt(quadraticForm(inputs.covariance, weights)),
    expectedReturn: dot(weights, inputs.expectedReturns),
    years: [],
    previous: undefined,
  };
  return { input, decision };
}

const CASES = RISK_LEVEL_IDS.flatMap((level) =>
  aimsFor(decide(level, { kind: 'least-risk' }).input.expectedReturn).map((aim) => ({
    level,
    kind: aim.kind,
    ...decide(level, aim),
  })),
);

const keyed = (facts: readonly Fact[], ...keys: readonly string[]): Fact[] =>
  facts.filter(({ key }) => keys.includes(key));

/** The limits with the one named loosened by so much; negative tightens it. */
function loosened(problem: OptimizeProblem, name: string, by: number): OptimizeProblem {
  const { limits, symbols } = problem;
  const bound = (symbol: string, side: 'min' | 'max', values: Float64Array): Float64Array =>
    values.map((value, i) => (symbols[i] === symbol ? value + (side === 'min' ? -by : by) : value));
  const [subject = '', side] = name.split(/ (?=min$|max$)/);
  const changed = ((): Partial<OptimizeLimits> => {
    if (name === 'volatility limit') return { volatilityMax: limits.volatilityMax! + by };
    if (name === 'target return') return { returnMin: limits.returnMin! - by };
    if (symbols.includes(subject)) {
      return side === 'min'
        ? { weightMin: bound(subject, 'min', limits.weightMin) }
        : { weightMax: bound(subject, 'max', limits.weightMax) };
    }
    const rows = limits.rows.map((row) =>
      row.name !== subject ? row : side === 'min' ? { ...row, min: row.min - by } : { ...row, max: row.max + by },
    );
    return { rows };
  })();
  return { ...problem, limits: { ...limits, ...changed } };
}

/** What the objective is worth in the unit of the prices: expected return, or volatility saved; undefined when infeasible. */
function valueOf(problem: OptimizeProblem): number | undefined {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') return undefined;
  return problem.objective.kind === 'max-return' ? outcome.expectedReturn : -outcome.volatility;
}

/** One point, as the sentences say. */
const POINT = 0.01;
/** Both solves are certified to 1e-8 of the objective's terms. */
const SOLVER_ROUNDING = 1e-7;

/** A hundredth of a basis point either side of a flip; below it rounding of the solves decides. */
const FLIP_STEP = 1e-6;
const NONE = 1e-7;

const nameOf = ({ key, values }: Fact): string => {
  if (key === 'plan.risk-limit-binds' || key === 'plan.loss-limit-binds') return 'volatility limit';
  return key === 'plan.target-return-binds' ? 'target return' : String(values['limit']);
};

const PRICED = [
  'plan.risk-limit-binds',
  'plan.loss-limit-binds',
  'plan.target-return-binds',
  'plan.limit-costs-return',
  'plan.limit-costs-risk',
];

test('there are prices of every kind to check', () => {
  const said = new Set(CASES.flatMap(({ input }) => explain(input).map(({ key }) => key)));
  expect([...said]).toEqual(
    expect.arrayContaining([...PRICED, 'plan.flips', 'plan.not-held', 'plan.class-shut', 'plan.risk-limit-slack']),
  );
});

describe.each(CASES)('$level, $kind', ({ input, decision }) => {
  const facts = explain(input);
  const { problem } = decision.allocation!;

  // Oracle: the request solved again. The best value is concave in a limit, so a point more gains at most the price and
  // a point less costs at least it; for a tenth of a basis point both come close to it unless it sits on a kink.
  test('each price is what moving the limit does', () => {
    const here = valueOf(problem)!;
    for (const fact of keyed(facts, ...PRICED)) {
      const name = nameOf(fact);
      const price = Number(fact.values['gainPerPoint']);
      for (const points of [1, 0.001]) {
        const gain = (valueOf(loosened(problem, name, points * POINT)) ?? NaN) - here;
        const loss = here - (valueOf(loosened(problem, name, -points * POINT)) ?? -Infinity);
        expect(gain, `${name} loosened by ${points}`).toBeLessThanOrEqual(price * points + SOLVER_ROUNDING);
        expect(loss, `${name} tightened by ${points}`).toBeGreaterThanOrEqual(price * points - SOLVER_ROUNDING);
      }
    }
  });

  // Oracle: the request solved again with that one return raised.
  test('what is not held enters when it earns as much more as is said, and not before', () => {
    for (const { values } of keyed(facts, 'plan.not-held')) {
      const column = problem.symbols.indexOf(String(values['symbol']));
      const weightWith = (raise: number): number => {
        const expectedReturns = problem.expectedReturns.map((entry, i) => (i === column ? entry + raise : entry));
        const outcome = optimize({ ...problem, expectedReturns });
        return outcome.status === 'solved' ? outcome.weights[column]! : Number.NaN;
      };
      const needed = Number(values['returnNeeded']);
      expect(weightWith(needed * 0.99)).toBe(0);
      expect(weightWith(needed * 1.01)).toBeGreaterThan(1e-6);
    }
  });

  // Oracle: the request solved again with that one return lowered to just above the flip, and to just below it.
  test('what would leave the plan stays above its flip point, and leaves below it', () => {
    for (const { values } of keyed(facts, 'plan.flips')) {
      const column = problem.symbols.indexOf(String(values['symbol']));
      expectClose(Number(values['expectedReturn']), problem.expectedReturns[column]!, TOLERANCE.closedForm);
      const weightAt = (expected: number): number => {
        const outcome = optimize({ ...problem, expectedReturns: problem.expectedReturns.with(column, expected) });
        return outcome.status === 'solved' ? outcome.weights[column]! : Number.NaN;
      };
      const flip = Number(values['flipReturn']);
      expect(weightAt(flip + FLIP_STEP)).toBeGreaterThan(0);
      expect(weightAt(flip - FLIP_STEP)).toBeLessThan(NONE);
    }
  });

  test('the risk level is named only where its limit rules, and no other limit is priced twice', () => {
    const binds = keyed(facts, 'plan.risk-limit-binds');
    if (binds.length > 0) expect(binds[0]!.values['limit']).toBe(input.policy.annualVolatilityMax);
    const names = keyed(facts, ...PRICED).map(nameOf);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name === 'budget')).toEqual([]);
  });

  // Oracle: the mix without cash, all else in proportion, computed anew.
  test('what the cash would bring is the mix without it', () => {
    const [fact] = keyed(facts, 'plan.cash-share');
    const cash = input.instruments.map(({ assetClass }) => assetClass === 'cash');
    const cashWeight = decision.weights.reduce((sum, weight, i) => (cash[i]! ? sum + weight : sum), 0);
    const rest = decision.weights.map((weight, i) => (cash[i]! ? 0 : weight / (1 - cashWeight)));
    const { expectedReturns, covariance } = input.inputs;
    expectClose(Number(fact!.values['weight']), cashWeight, TOLERANCE.closedForm);
    expectClose(
      input.expectedReturn + Number(fact!.values['returnAdded']),
      dot(rest, expectedReturns),
      TOLERANCE.closedForm,
    );
    expectClose(
      input.volatility + Number(fact!.values['volatilityAdded']),
      Math.sqrt(quadraticForm(covariance, rest)),
      TOLERANCE.closedForm,
    );
  });

  test('what steadies has clearly more of the money than of the risk', () => {
    for (const { values } of keyed(facts, 'plan.steadies')) {
      expect(Number(values['weight']) - Number(values['riskShare'])).toBeGreaterThanOrEqual(0.02);
    }
  });
});

describe('constructed cases', () => {
  const instruments = [testInstrument('STOCK'), testInstrument('BOND', { assetClass: 'bond' }), testInstrument('NEW')];
  const inputs = {
    expectedReturns: Float64Array.of(0.08, 0.04, 0),
    standardErrors: Float64Array.of(0.1, 0.05, 0),
    covariance: Float64Array.of(0.04, 0, 0, 0, 0.01, 0, 0, 0, 0),
    cashReturn: 0,
    observations: 756,
    years: 3,
  };
  const weights = Float64Array.of(0.5, 0.5, 0);
  const constructed = (parts: Partial<ExplainInput> = {}): ExplainInput => ({
    instruments,
    policy: policyFor('balanced'),
    decision: { status: 'decided', weights, leftOut: ['NEW'], facts: [] },
    inputs,
    riskShares: riskContributions(weights, inputs.covariance).fractions,
    volatility: Math.sqrt(0.0125),
    expectedReturn: 0.06,
    years: [],
    previous: undefined,
    ...parts,
  });

  // Oracle: by hand. Risk shares 0.01 / 0.0125 and 0.0025 / 0.0125; average volatility 15 %.
  test('where the risk sits', () => {
    const facts = explain(constructed());
    const [largest] = keyed(facts, 'plan.largest-risk');
    expect(largest!.values).toMatchObject({ symbol: 'STOCK', weight: 0.5 });
    expectClose(Number(largest!.values['riskShare']), 0.8, TOLERANCE.closedForm);
    expect(keyed(facts, 'plan.steadies')[0]!.values).toMatchObject({ symbol: 'BOND' });
    expectClose(Number(keyed(facts, 'plan.diversification')[0]!.values['average']), 0.15, TOLERANCE.closedForm);
  });

  test('equal weights leave out what has no estimate, which would count as free of risk and return', () => {
    const [fact] = keyed(explain(constructed()), 'plan.against-equal-weight');
    expectClose(Number(fact!.values['equalReturn']), 0.06, TOLERANCE.closedForm);
    expectClose(Number(fact!.values['equalVolatility']), Math.sqrt(0.0125), TOLERANCE.closedForm);
  });

  test('nothing steadies a plan of a single thing', () => {
    const alone = Float64Array.of(1, 0, 0);
    const decision = { status: 'decided', weights: alone, leftOut: [], facts: [] } as const;
    const riskShares = Float64Array.of(1, 0, 0);
    expect(keyed(explain(constructed({ decision, riskShares })), 'plan.steadies')).toEqual([]);
  });

  test('the worst year is told with the years it is the worst of', () => {
    const years = [
      { year: 2015, return: 0.02 },
      { year: 2016, return: -0.11 },
      { year: 2017, return: 0.2 },
    ];
    expect(keyed(explain(constructed({ years })), 'plan.worst-year')).toEqual([
      { key: 'plan.worst-year', values: { yearsCount: 3, firstYear: 2015, year: 2016, return: -0.11 } },
    ]);
  });

  test('the three largest moves since the last plan; what one plan does not know was not held in it', () => {
    const previous = { BOND: 0.46, OLD: 0.4, CONSTRUCTOR: 0.14 };
    expect(
      keyed(explain(constructed({ previous })), 'plan.moved', 'plan.unchanged').map(({ values }) => values),
    ).toEqual([
      { symbol: 'STOCK', before: 0, after: 0.5 },
      { symbol: 'OLD', before: 0.4, after: 0 },
      { symbol: 'CONSTRUCTOR', before: 0.14, after: 0 },
    ]);
    expect(keyed(explain(constructed({ previous: { STOCK: 0.504, BOND: 0.496 } })), 'plan.unchanged')).toHaveLength(1);
    expect(keyed(explain(constructed()), 'plan.moved', 'plan.unchanged')).toEqual([]);
  });

  test('a symbol named like a property of every object is a symbol', () => {
    const odd = [testInstrument('constructor'), ...instruments.slice(1)];
    const [moved] = keyed(explain(constructed({ instruments: odd, previous: { BOND: 0.5 } })), 'plan.moved');
    expect(moved!.values).toEqual({ symbol: 'constructor', before: 0, after: 0.5 });
  });
});
