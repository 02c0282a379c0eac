import { beforeAll, describe, expect, test } from 'vitest';
import { movesOf, moveChoices, slidersOf } from '@/components/lab/stress/move-choices';
import { stressLab, type StressLabRequest } from '@/lib/codec/lab/stress-lab';
import { nextStep } from '@/lib/codec/lab/stress-next';
import { ownStudy, reverseStudy } from '@/lib/codec/lab/stress-own';
import { stressStudy } from '@/lib/codec/lab/stress-study';
import { panelFromSimulated } from '@/lib/codec/prices-input';
import type { PricePanel } from '@/lib/quant/market/panel';
import { selectUniverse } from '@/lib/quant/market/universe';
import { scenariosFor } from '@/lib/quant/planning/scenarios';
import type { StressLab, StressMarket, StressStudy } from '@/lib/shared/contracts/stress-lab';
import { ShockMoveInput } from '@/lib/shared/contracts/stress-scenario';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const ASSETS = ['SIM-USEQ', 'SIM-INTL', 'SIM-LTB', 'SIM-ITB', 'SIM-GOLD', 'SIM-CASH', 'SIM-BTC'];
const SIMULATED = { simulated: { seed: 'stress-lab', to: '2023-06-30' } };
const WEIGHTS = { 'SIM-USEQ': 0.4, 'SIM-LTB': 0.2, 'SIM-ITB': 0.2, 'SIM-GOLD': 0.1, 'SIM-CASH': 0.1 };
const SAFER = { 'SIM-USEQ': 0.1, 'SIM-ITB': 0.5, 'SIM-CASH': 0.4 };

let prices: PricePanel;
let lab: StressLab;
let universe: PricePanel;

function labOf(parts: Partial<StressLabRequest> = {}): StressLab {
  const outcome = stressLab(
    {
      request: { prices: SIMULATED, assets: ASSETS },
      level: 'balanced',
      money: 20_000,
      levels: [
        { level: 'conservative', weights: SAFER },
        { level: 'balanced', weights: WEIGHTS },
      ],
      held: { accountName: 'Mine', weights: { 'SIM-USEQ': 1 }, elsewhere: 0 },
      saved: [{ id: 'saved-1', name: 'My fear', moves: [{ class: 'equity', move: -0.25 }] }],
      ...parts,
    },
    prices,
  );
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
}

beforeAll(() => {
  const panel = panelFromSimulated(SIMULATED);
  if (panel.status !== 'done') throw new Error(panel.message);
  prices = panel.value;
  lab = labOf();
  universe = selectUniverse(
    prices,
    lab.market.instruments.map(({ symbol }) => symbol),
  ).panel;
});

const studyOf = (id: string): StressStudy => {
  const found = lab.studies.find((outcome) => outcome.status === 'computed' && outcome.study.id === id);
  if (found?.status !== 'computed') throw new Error(`no study ${id}`);
  return found.study;
};

describe('the stress page of a plan', () => {
  test('the plan first, then the other levels, what is held and the mixes everybody knows', () => {
    expect(lab.market.mixes.map(({ id }) => id)).toEqual([
      'plan',
      'conservative',
      'holdings',
      'equal-weight',
      'sixty-forty',
    ]);
    const sum = (weights: readonly number[]): number => weights.reduce((total, weight) => total + weight, 0);
    for (const { weights } of lab.market.mixes) expectClose(sum(weights), 1, TOLERANCE.closedForm);
  });

  test('holdings of which much lies in what the plan leaves out are no mix to compare with', () => {
    const held = { accountName: 'Mine', weights: { 'SIM-USEQ': 0.7, 'SIM-BTC': 0.3 }, elsewhere: 0 };
    const request = { prices: SIMULATED, assets: ASSETS, exclude: ['SIM-BTC'] };
    const idsOf = (parts: Partial<StressLabRequest>) => labOf(parts).market.mixes.map(({ id }) => id);
    expect(idsOf({ held })).toContain('holdings');
    expect(idsOf({ held, request })).not.toContain('holdings');
    expect(idsOf({ held: { ...held, weights: { 'SIM-USEQ': 0.97 }, elsewhere: 0.03 } })).not.toContain('holdings');
  });

  // Oracle: the returns that the simulated episode is made to have, by hand.
  test('a past crisis costs each mix what its holdings lost', () => {
    const crisis = studyOf('simulated-financial-crisis');
    const change = (id: string): number => crisis.mixes.find((mix) => mix.id === id)!.change!;
    expect(Math.abs(change('holdings') - -0.55)).toBeLessThan(0.02);
    expect(Math.abs(change('plan') - (0.4 * -0.55 + 0.2 * 0.25 + 0.2 * 0.19 + 0.1 * 0.24))).toBeLessThan(0.03);
    expect(change('conservative')).toBeGreaterThan(change('plan'));
    expectClose(crisis.change, change('plan'), TOLERANCE.closedForm);
  });

  // Oracle: the same scenario asked of each mix alone.
  test('one run over all prices serves every mix', () => {
    for (const id of ['simulated-dot-com', 'yields-up-2', 'liquidity-freeze', 'volatility-doubled']) {
      for (const [at, mix] of lab.market.mixes.entries()) {
        const alone = { ...lab.market, mixes: [mix] };
        const scenario = scenariosFor(universe).find((one) => one.id === id)!;
        const outcome = stressStudy(alone, universe, scenario);
        if (outcome.status !== 'computed') throw new Error(outcome.reason);
        expectClose(studyOf(id).mixes[at]!.change!, outcome.study.change, TOLERANCE.closedForm);
      }
    }
  });

  test('a saved bad time runs like any other; the worst of the tails are there', () => {
    const own = studyOf('saved-1');
    expect(own).toMatchObject({ kind: 'own', name: 'My fear' });
    expect(own.mixes.find(({ id }) => id === 'holdings')!.change!).toBeLessThan(-0.2);
    expect(lab.tails!.symbols).not.toContain('SIM-BTC');
    expect(lab.stressedRisk.worstYear!.from).not.toBeNull();
  });

  test('scenarios of risk have no prices to trade at; shocks have', () => {
    expect(studyOf('volatility-doubled').next).toBeNull();
    expect(studyOf('liquidity-freeze').next).toBeNull();
    expect(studyOf('equities-down-30').next!.orders.length).toBeGreaterThan(0);
  });
});

describe('what the plan does next', () => {
  const market = (money: number): StressMarket => ({ ...lab.market, money });
  const returns = (fall: number): Float64Array =>
    Float64Array.from(lab.market.instruments, ({ symbol }) => (symbol === 'SIM-USEQ' ? fall : 0));

  // Oracle: by hand. Stocks at 40 % fall by half: the plan is worth 80 %, stocks are a quarter of it, so half of 30 % is
  // off, and 40 % of 80 % less what is left of the stocks must be bought: 0.32 - 0.2 = 12 % of the money.
  test('sells what held and buys what fell, by the numbers', () => {
    const next = nextStep(market(100_000), lab.market.mixes[0]!.weights, returns(-0.5));
    expectClose(next.drift, 0.15, 1e-3);
    const buys = next.orders.filter(({ side }) => side === 'buy');
    expect(buys.map(({ symbol }) => symbol)).toEqual(['SIM-USEQ']);
    expect(Math.abs(buys[0]!.value - 12_000)).toBeLessThan(30);
    expect(next.orders.filter(({ side }) => side === 'sell').length).toBe(4);
    expectClose(
      next.orders.reduce((sum, { cost }) => sum + cost, 0),
      next.cost,
      1e-6,
    );
  });

  test('nothing moved, nothing to do', () => {
    expect(nextStep(market(100_000), lab.market.mixes[0]!.weights, returns(0)).orders).toEqual([]);
  });

  test('a total loss can still be planned from', () => {
    const next = nextStep(market(100_000), lab.market.mixes[0]!.weights, returns(-1));
    expect(next.orders.some(({ symbol, side }) => symbol === 'SIM-USEQ' && side === 'buy')).toBe(true);
  });
});

describe('in the browser, without a price history', () => {
  // Oracle: the same scenario as the server studied it with the whole history at hand.
  test('a scenario of one’s own comes out as on the server', () => {
    const outcome = ownStudy(lab.market, { name: 'My fear', moves: [{ class: 'equity', move: -0.25 }] });
    if (outcome.status !== 'computed') throw new Error(outcome.reason);
    const { id, ...own } = outcome.study;
    const { id: _id, ...saved } = studyOf('saved-1');
    expect(id).toBe('own');
    expect(own).toEqual(saved);
  });

  test('what cannot be worked out says why', () => {
    const twice = ownStudy(lab.market, {
      name: 'x',
      moves: [
        { class: 'crypto', move: -0.5 },
        { instrument: 'SIM-BTC', move: -0.1 },
      ],
    });
    expect(twice).toMatchObject({ status: 'unavailable' });
    expect(twice.status === 'unavailable' ? twice.reason : '').toContain('SIM-BTC');
  });

  // Oracle: the plane the scenario must lie on; odds of fat tails are those of a distribution with more in its tails.
  test('the most likely way to lose a share makes just that loss', () => {
    const reverse = reverseStudy(lab.market, 0.2, lab.tails);
    const sum = reverse.holdings.reduce((total, { contribution }) => total + contribution, 0);
    expectClose(sum, -0.2, TOLERANCE.closedForm);
    expect(reverse.distance!).toBeGreaterThan(1);
    expect(reverseStudy(lab.market, 0.4, null).probability!).toBeLessThan(reverse.probability!);
  });
});

test('sliders say what they fix, and a saved scenario sets them again', () => {
  const choices = moveChoices(lab.market);
  expect(choices.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['class:equity', 'factor:oil', 'instrument:SIM-BTC']),
  );
  expect(choices.some(({ id }) => id === 'class:currency')).toBe(false);
  const moves = [{ class: 'equity', move: -0.2 } as const, { factor: 'yield-level', move: 0.01 } as const];
  const sliders = slidersOf({ moves });
  expect(movesOf(sliders, choices)).toEqual(moves);
  expect(movesOf([{ id: 'instrument:GONE', move: 0.1 }], choices)).toEqual([]);
  for (const { min, max, start, input } of choices) {
    expect(min <= start && start <= max).toBe(true);
    for (const move of [min, max]) expect(ShockMoveInput.safeParse(input(move)).success).toBe(true);
  }
});
