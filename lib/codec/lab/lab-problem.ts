import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import type { Objective, OptimizeProblem } from '@/lib/quant/optimize/types';
import { riskyProblem, wholePortfolio } from '@/lib/quant/strategy/risky-problem';
import type { LabHoldings, LabInputs, LabLimitRef, LabLimits } from '@/lib/shared/contracts/frontier-lab';

/** Limits of the lab as a problem of the risky part, and the way back to the whole portfolio and to the reader's words. */

type Inputs = Pick<LabInputs, 'instruments' | 'moments' | 'cashWeight' | 'holdings'>;

interface Columns {
  readonly riskyColumns: readonly number[];
  readonly cashColumns: readonly number[];
}

const columnsOf = ({ instruments }: Pick<Inputs, 'instruments'>): Columns => {
  const isRisky = (column: number): boolean => {
    const instrument = instruments[column];
    return instrument !== undefined && ASSET_CLASSES[instrument.assetClass].isRisky;
  };
  const columns = [...instruments.keys()];
  return { riskyColumns: columns.filter(isRisky), cashColumns: columns.filter((column) => !isRisky(column)) };
};

const sumOver = (columns: readonly number[], values: ArrayLike<number>): number =>
  columns.reduce((sum, column) => sum + (values[column] ?? Number.NaN), 0);

/** Half the sum of what changes on the way to this much cash, where nothing else of the universe changes. */
function cashTurnover(inputs: Inputs, { weights, elsewhere }: LabHoldings, cashWeight: number): number {
  const cashHeld = 1 - sumOver(columnsOf(inputs).riskyColumns, weights) - elsewhere;
  return (Math.abs(cashWeight - cashHeld) + elsewhere) / 2;
}

/**
 * What turnover is left for the risky part once cash has been brought to what the policy says and what is not in the
 * universe has been sold; below zero where that alone is more than the reader allows.
 */
export function turnoverRoom(inputs: Inputs, { turnoverMax }: LabLimits): number {
  const { holdings, cashWeight } = inputs;
  return holdings === null || turnoverMax === null
    ? Infinity
    : turnoverMax - cashTurnover(inputs, holdings, cashWeight);
}

/** Half the sum of all changes from what is held to these weights of the whole; none without holdings. */
function turnoverTo(inputs: Inputs, weights: Float64Array): number {
  const { holdings } = inputs;
  if (holdings === null) return 0;
  const { riskyColumns } = columnsOf(inputs);
  const changes = weights.map((weight, at) => Math.abs(weight - (holdings.weights[at] ?? Number.NaN)));
  return sumOver(riskyColumns, changes) / 2 + cashTurnover(inputs, holdings, 1 - sumOver(riskyColumns, weights));
}

/** @returns the problem, each closed class named as a class wherever one of its instruments' maximum of zero binds */
export function labProblem(inputs: Inputs, limits: LabLimits, objective: Objective): OptimizeProblem {
  const { instruments, moments, cashWeight, holdings } = inputs;
  const { riskyColumns } = columnsOf(inputs);
  const n = instruments.length;
  const at = (values: readonly number[]): Float64Array =>
    Float64Array.from(riskyColumns, (column) => values[column] ?? Number.NaN);
  const estimate = {
    riskyColumns,
    expectedReturns: at(moments.expectedReturns),
    covariance: Float64Array.from(
      riskyColumns.flatMap((row) => Array.from(at(moments.covariance.slice(row * n, (row + 1) * n)))),
    ),
    inputs: { cashReturn: moments.cashReturn },
  };
  const { weightMax, classLimits } = limits;
  const request = { limits: { volatilityMax: Infinity, cashWeight, weightMax, classLimits } };
  const problem = riskyProblem(instruments, estimate, request, objective);
  const closed = classLimits.filter(({ max }) => max <= 0).map(({ assetClass }) => assetClass);
  const boundNames = new Map(
    instruments
      .filter(({ assetClass }) => closed.includes(assetClass))
      .map(({ symbol, assetClass }) => [`${symbol} max`, `${ASSET_CLASSES[assetClass].name} max`]),
  );
  const room = turnoverRoom(inputs, limits);
  const turnover =
    holdings === null || room === Infinity
      ? {}
      : { currentWeights: at(holdings.weights), turnoverMax: Math.max(0, room) };
  return { ...problem, limits: { ...problem.limits, ...ownBounds(problem, limits), boundNames, ...turnover } };
}

/** The bounds of every instrument, with those of single instruments in their places; a closed class stays closed. */
function ownBounds({ symbols, limits }: OptimizeProblem, { instrumentLimits, weightMax }: LabLimits) {
  const own = new Map(instrumentLimits.map((limit) => [limit.symbol, limit]));
  return {
    weightMin: Float64Array.from(symbols, (symbol) => own.get(symbol)?.min ?? 0),
    weightMax: limits.weightMax.map((max, at) => (max === 0 ? 0 : (own.get(symbols[at] ?? '')?.max ?? weightMax))),
  };
}

/** Weights of the risky part as weights of the whole, cash included. */
export function wholeWeights(inputs: Inputs, riskyWeights: Float64Array): Float64Array {
  const { instruments, cashWeight } = inputs;
  return wholePortfolio(instruments.length, columnsOf(inputs), riskyWeights, cashWeight).weights;
}

/** A limit's name in an answer as the limit the reader set. */
export function limitRef(inputs: Inputs, limits: LabLimits, name: string): LabLimitRef {
  if (name === 'budget') return { kind: 'invested', value: 1 - inputs.cashWeight };
  if (name === 'turnover' && limits.turnoverMax !== null) return { kind: 'turnover', value: limits.turnoverMax };
  const side = name.endsWith(' min') ? 'min' : name.endsWith(' max') ? 'max' : undefined;
  if (side === undefined) return { kind: 'other', name };
  const subject = name.slice(0, -' min'.length);
  const classLimit = limits.classLimits.find(({ assetClass }) => ASSET_CLASSES[assetClass].name === subject);
  if (classLimit !== undefined) {
    return { kind: 'class', assetClass: classLimit.assetClass, side, value: classLimit[side] };
  }
  const own = limits.instrumentLimits.find(({ symbol }) => symbol === subject)?.[side] ?? null;
  if (own !== null && (side === 'max' || own > 0)) return { kind: 'instrument', symbol: subject, side, value: own };
  if (side === 'min') return { kind: 'no-short', symbol: subject };
  return { kind: 'weight', symbol: subject, value: limits.weightMax };
}

/** Rounding of a certified answer, and more than any display shows. */
const KEPT_TOLERANCE = 1e-6;

/** Whether weights of the whole portfolio keep the reader's limits on instruments, classes and trading. */
export function keepsLimits(inputs: Inputs, limits: LabLimits, weights: Float64Array): boolean {
  const { instruments } = inputs;
  const isKept = (value: number, min: number, max: number): boolean =>
    value >= min - KEPT_TOLERANCE && value <= max + KEPT_TOLERANCE;
  const areOwnKept = instruments.every(({ symbol, assetClass }, at) => {
    if (!ASSET_CLASSES[assetClass].isRisky) return true;
    const own = limits.instrumentLimits.find((limit) => limit.symbol === symbol);
    return isKept(weights[at] ?? Number.NaN, own?.min ?? 0, own?.max ?? limits.weightMax);
  });
  return (
    areOwnKept &&
    isKept(turnoverTo(inputs, weights), 0, limits.turnoverMax ?? Infinity) &&
    limits.classLimits.every(({ assetClass, min, max }) => {
      const share = weights.reduce((sum, w, at) => (instruments[at]?.assetClass === assetClass ? sum + w : sum), 0);
      return isKept(share, min, max);
    })
  );
}
