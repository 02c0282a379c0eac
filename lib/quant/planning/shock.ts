import { ASSET_CLASSES, type AssetClass, type Instrument } from '../market/instrument';
import { conditionalNormal } from '../math/conditional-normal';
import { dot, quadraticForm } from '../math/matrix';
import type { Fact } from '../policy/types';
import { basketOf, cappedReturn } from './basket';
import { deepestYieldRise, interestSensitivityOf, spreadSensitivityOf, yieldShockReturn } from './durations';
import { FACTORS, type FactorId } from './factors';
import type { FactorMarket, FactorReading } from './factors/factor';
import { curveDirections, longShare } from './factors/shared';
import type { Scenario, ScenarioInput, ScenarioOutcome } from './types';

/** One thing that a shock fixes. */
export type ShockMove =
  | { readonly kind: 'instrument'; readonly symbol: string; readonly move: number }
  /** The class's instruments in equal parts. */
  | { readonly kind: 'class'; readonly assetClass: AssetClass; readonly move: number }
  /** A return for prices, a change of yield for yields and spreads, both decimal. */
  | { readonly kind: 'factor'; readonly factor: FactorId; readonly move: number };

/** A shock takes about a month to play out: that is how far the rest may stray meanwhile. */
const SHOCK_YEARS = 1 / 12;

export type PropagatedShock =
  | {
      readonly status: 'moved';
      /** Length n: the fixed moves and, for the rest, what they let expect; decimal, not below -1. */
      readonly returns: Float64Array;
      /** Row-major n x n: what stays open over a month; zero rows for what is fixed. */
      readonly covariance: Float64Array;
      readonly facts: readonly Fact[];
      /** Columns whose yields rise beyond what duration and convexity can tell: their fall is held where it is deepest. */
      readonly floored: readonly number[];
    }
  | { readonly status: 'unavailable'; readonly reason: Fact; readonly at: number };

/** A move as a statement about the instruments' returns. */
function readMove(move: ShockMove, market: FactorMarket): FactorReading & { readonly name: string } {
  const { instruments, covariance } = market;
  if (move.kind === 'factor') return { ...FACTORS[move.factor].read(market), name: FACTORS[move.factor].name };
  const direction = new Float64Array(instruments.length);
  if (move.kind === 'instrument') {
    const column = instruments.findIndex(({ symbol }) => symbol === move.symbol);
    const reason = { key: 'stress.no-factor', values: { name: move.symbol } };
    if (column === -1) return { status: 'unavailable', reason, name: move.symbol };
    direction[column] = 1;
    return { status: 'read', direction, facts: [], name: move.symbol };
  }
  const name = ASSET_CLASSES[move.assetClass].name.toLowerCase();
  const basket = basketOf(instruments, covariance, move.assetClass);
  if (basket === undefined) {
    return { status: 'unavailable', reason: { key: 'stress.no-factor', values: { name } }, name };
  }
  for (const member of basket.members) direction[member] = 1 / basket.members.length;
  return { status: 'read', direction, facts: [], name };
}

const movedFact = (move: ShockMove, name: string): Fact => {
  const isYield = move.kind === 'factor' && FACTORS[move.factor].unit === 'yield';
  return { key: isYield ? 'stress.yield-moves' : 'stress.price-moves', values: { name, move: move.move } };
};

/** Cash moves by so little that it is noise beside what the rest does: fixing it says nothing about the rest. */
const isStillColumn = ({ instruments, covariance }: FactorMarket, column: number): boolean =>
  instruments[column]!.assetClass === 'cash' || !(covariance[column * (instruments.length + 1)]! > 0);

const isStill = (market: FactorMarket, move: ShockMove): boolean => {
  if (move.kind === 'factor') return false;
  if (move.kind === 'class') return move.assetClass === 'cash';
  const column = market.instruments.findIndex(({ symbol }) => symbol === move.symbol);
  return column !== -1 && isStillColumn(market, column);
};

/** Row-major n x n: what is still neither follows nor leads. */
function movingCovariance(market: FactorMarket): Float64Array {
  const n = market.instruments.length;
  const isStillAt = market.instruments.map((_, column) => isStillColumn(market, column));
  return market.covariance.map((value, at) => (isStillAt[Math.floor(at / n)]! || isStillAt[at % n]! ? 0 : value));
}

/** Further out than this the covariance, made of months in which nothing like it happened, is drawn out far beyond them. */
const FAR_OUT_DEVIATIONS = 6;

function farOutFacts(squaredDistancePerYear: number): readonly Fact[] {
  const distance = Math.sqrt(squaredDistancePerYear / SHOCK_YEARS);
  return distance > FAR_OUT_DEVIATIONS ? [{ key: 'stress.far-out', values: { distance } }] : [];
}

const factorMove = (moves: readonly ShockMove[], id: FactorId): number | undefined =>
  moves.find((move) => move.kind === 'factor' && move.factor === id)?.move;

type YieldChange = (durationYears: number) => number;

/** How the yield at each duration changes; undefined where the shock does not speak of government yields. */
function yieldChanges(moves: readonly ShockMove[], market: FactorMarket, mean: Float64Array): YieldChange | undefined {
  const level = factorMove(moves, 'yield-level');
  if (level !== undefined) return () => level;
  const fixed = { short: factorMove(moves, 'yield-short'), long: factorMove(moves, 'yield-long') };
  const curve = curveDirections(market);
  if (curve === undefined || (fixed.short === undefined && fixed.long === undefined)) return undefined;
  const short = fixed.short ?? dot(curve.short, mean);
  const long = fixed.long ?? dot(curve.long, mean);
  return (durationYears) => short + longShare(durationYears) * (long - short);
}

/**
 * Returns that the shock fixes by itself: of instruments it names, and of bonds and cash when it moves yields, by duration
 * and convexity, with the spread on top where it moves that too.
 */
function fixedReturn(instrument: Instrument, moves: readonly ShockMove[], change: YieldChange | undefined) {
  const named = moves.find((move) => move.kind === 'instrument' && move.symbol === instrument.symbol);
  if (named !== undefined) return named.move;
  const cash = instrument.assetClass === 'cash' ? moves.find(isCashClass) : undefined;
  if (cash !== undefined) return cash.move;
  const sensitivity = interestSensitivityOf(instrument);
  if (change === undefined || sensitivity === undefined) return undefined;
  const byYield = yieldShockReturn(sensitivity, change(sensitivity.durationYears));
  const spread = factorMove(moves, 'credit-spread');
  return spread === undefined ? byYield : byYield - spreadSensitivityOf(instrument) * spread;
}

/** Of a bond or cash whose return follows from yields: do they rise beyond the point where its fall is deepest? */
function isBeyondDeepest(instrument: Instrument, moves: readonly ShockMove[], change: YieldChange | undefined) {
  const sensitivity = interestSensitivityOf(instrument);
  if (change === undefined || sensitivity === undefined) return false;
  const isNamed = moves.some((move) => move.kind === 'instrument' && move.symbol === instrument.symbol);
  return !isNamed && change(sensitivity.durationYears) > deepestYieldRise(sensitivity);
}

const isCashClass = (move: ShockMove): boolean => move.kind === 'class' && move.assetClass === 'cash';

/** Yields price all bonds and cash, and the level speaks of both ends of the curve: what would fix the same thing again. */
function contradictionAt(moves: readonly ShockMove[], { instruments }: FactorMarket): number {
  const isOfCash = (move: ShockMove): boolean =>
    isCashClass(move) ||
    (move.kind === 'instrument' &&
      instruments.some(({ symbol, assetClass }) => symbol === move.symbol && assetClass === 'cash'));
  const hasYield = (id: FactorId): boolean => factorMove(moves, id) !== undefined;
  const hasYields = hasYield('yield-level') || hasYield('yield-short') || hasYield('yield-long');
  return moves.findIndex((move, at) => {
    const before = moves.slice(0, at);
    const isTwice =
      before.some((other) => targetOf(other) === targetOf(move)) ||
      (isOfCash(move) && before.some((other) => isOfCash(other) && (isCashClass(other) || isCashClass(move))));
    if (move.kind === 'class')
      return isTwice || (hasYields && (move.assetClass === 'bond' || move.assetClass === 'cash'));
    const isEnd = move.kind === 'factor' && (move.factor === 'yield-short' || move.factor === 'yield-long');
    return isTwice || (isEnd && hasYield('yield-level'));
  });
}

function targetOf(move: ShockMove): string {
  if (move.kind === 'instrument') return `instrument ${move.symbol}`;
  return move.kind === 'class' ? `class ${move.assetClass}` : `factor ${move.factor}`;
}

const sameThing = (at: number, move: ShockMove, market: FactorMarket): PropagatedShock => ({
  status: 'unavailable',
  reason: { key: 'stress.same-thing', values: { name: readMove(move, market).name } },
  at,
});

/**
 * What a shock that fixes some moves lets expect of everything else: E[x | A x = v] for jointly elliptical returns without
 * drift, and what is left open. Bonds under a move of yields take their duration and convexity instead of the straight line.
 *
 * @param covariance row-major n x n, per year; zero rows for instruments without an estimate, which stay, as cash does
 */
export function propagateShock(moves: readonly ShockMove[], market: FactorMarket): PropagatedShock {
  const { instruments } = market;
  const directions: Float64Array[] = [];
  const stated: number[] = [];
  const facts: Fact[] = [];
  for (const [at, move] of moves.entries()) {
    const reading = readMove(move, market);
    if (reading.status === 'unavailable') return { status: 'unavailable', reason: reading.reason, at };
    facts.push(movedFact(move, reading.name), ...reading.facts);
    if (isStill(market, move)) continue;
    directions.push(reading.direction);
    stated.push(at);
  }
  const contradiction = contradictionAt(moves, market);
  if (contradiction !== -1) return sameThing(contradiction, moves[contradiction]!, market);
  const values = Float64Array.from(stated, (at) => moves[at]!.move);
  const given = conditionalNormal(movingCovariance(market), directions, values);
  if (given.status === 'dependent') {
    const at = stated[given.statement]!;
    return sameThing(at, moves[at]!, market);
  }
  facts.push(...farOutFacts(given.squaredDistance));
  const n = instruments.length;
  const change = yieldChanges(moves, market, given.mean);
  const open = given.covariance.map((value) => value * SHOCK_YEARS);
  const returns = Float64Array.from(instruments, (instrument, column) => {
    const fixed = fixedReturn(instrument, moves, change);
    if (fixed === undefined) return given.mean[column]!;
    for (let other = 0; other < n; other++) open[column * n + other] = open[other * n + column] = 0;
    return fixed;
  });
  const floored = instruments.flatMap((instrument, column) =>
    isBeyondDeepest(instrument, moves, change) ? [column] : [],
  );
  return { status: 'moved', returns, covariance: open, facts, floored };
}

function runShock(moves: readonly ShockMove[], { panel, weights, covariance }: ScenarioInput): ScenarioOutcome {
  const shock = propagateShock(moves, { instruments: panel.instruments, covariance });
  if (shock.status === 'unavailable') return { status: 'unavailable', reason: shock.reason };
  const facts = [...shock.facts, ...flooredFacts(shock.floored, panel.instruments, weights)];
  const contributions = weights.map((weight, column) =>
    weight === 0 ? 0 : weight * cappedReturn(shock.returns[column]!, panel.instruments[column]!.symbol, facts),
  );
  const openVariance = quadraticForm(shock.covariance, weights);
  return {
    status: 'computed',
    contributions,
    deviation: Math.sqrt(Math.max(0, openVariance)),
    proxied: assumedDurations(moves, panel.instruments, weights),
    facts,
  };
}

const flooredFacts = (floored: readonly number[], instruments: readonly Instrument[], weights: Float64Array): Fact[] =>
  floored.flatMap((column) => {
    const { symbol } = instruments[column]!;
    return weights[column] === 0 ? [] : [{ key: 'stress.yield-beyond', values: { symbol } }];
  });

/** Held bonds whose duration is that of their class, where it counts. */
function assumedDurations(
  moves: readonly ShockMove[],
  instruments: readonly Instrument[],
  weights: Float64Array,
): readonly string[] {
  const movesYields = moves.some((move) => move.kind === 'factor' && move.factor.startsWith('yield-'));
  if (!movesYields) return [];
  return instruments.flatMap((instrument, column) =>
    weights[column] !== 0 && interestSensitivityOf(instrument)?.isEstimated === true ? [instrument.symbol] : [],
  );
}

/** A shock that fixes some moves and lets the rest follow as it usually does. */
export const shockScenario = (id: string, name: string, moves: readonly ShockMove[]): Scenario => ({
  id,
  name,
  kind: 'shock',
  run: (input) => runShock(moves, input),
});
