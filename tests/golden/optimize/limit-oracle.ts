import type { OptimizeProblem } from '@/lib/quant/optimize/types';
import { loadHighs, solveByQuadprog } from '../../unit/quant/optimize/oracles';

/**
 * Whether limits can be met: by HiGHS, linear rows as they are, kinked ones through helper variables and rules on how many
 * are held through binaries; by quadprog where a volatility or tracking error is capped. Shares no code with the optimiser.
 */

/** Stands for "open": no case needs weights of this size, and HiGHS wants the binaries' bounds finite. */
const OPEN = 20;
/** A squared distance that is too large by less is rounding; the cases miss theirs by far more. */
const EXCESS_MIN = 1e-9;

interface Row {
  readonly name: string;
  readonly coefficients: ArrayLike<number>;
  readonly min: number;
  readonly max: number;
}

/** up * max(w - center, 0) + down * max(center - w, 0), summed, is at most max. */
interface Kinked {
  readonly name: string;
  readonly center: ArrayLike<number>;
  readonly up: number;
  readonly down: number;
  readonly max: number;
}

interface Cap {
  readonly name: string;
  readonly center: ArrayLike<number>;
  readonly max: number;
}

export interface LimitList {
  readonly rows: readonly Row[];
  readonly kinked: readonly Kinked[];
  readonly caps: readonly Cap[];
  readonly countMax: number;
  readonly positionMin: number;
}

/** Every limit of a problem under the name a user knows it by, read from the problem as given. */
export function listLimits({ symbols, expectedReturns, limits }: OptimizeProblem): LimitList {
  const size = symbols.length;
  const zero = new Float64Array(size);
  const held = limits.currentWeights ?? zero;
  const rows: Row[] = [
    { name: 'budget', coefficients: new Float64Array(size).fill(1), min: limits.budget, max: limits.budget },
    { name: 'target return', coefficients: expectedReturns, min: limits.returnMin ?? -Infinity, max: Infinity },
  ];
  for (const row of limits.rows) {
    rows.push({ ...row, name: `${row.name} min`, max: Infinity }, { ...row, name: `${row.name} max`, min: -Infinity });
  }
  symbols.forEach((symbol, at) => {
    const coefficients = new Float64Array(size);
    coefficients[at] = 1;
    const own = (side: 'min' | 'max'): string => limits.boundNames?.get(`${symbol} ${side}`) ?? `${symbol} ${side}`;
    rows.push({ name: own('min'), coefficients, min: limits.weightMin[at]!, max: Infinity });
    rows.push({ name: own('max'), coefficients, min: -Infinity, max: limits.weightMax[at]! });
    const step = limits.tradeMax?.[at] ?? Infinity;
    rows.push({ name: `${symbol} trade limit`, coefficients, min: held[at]! - step, max: held[at]! + step });
    if (limits.noTrade?.[at] !== 1) return;
    rows.push({ name: `${symbol} no-trade`, coefficients, min: held[at]!, max: held[at]! });
  });
  const kinked = (
    [
      ['turnover', held, 1 / 2, 1 / 2, limits.turnoverMax],
      ['gross exposure', zero, 1, 1, limits.grossMax],
      ['short exposure', zero, 0, 1, limits.shortMax],
      ['long exposure', zero, 1, 0, limits.longMax],
    ] as const
  ).flatMap(([name, center, up, down, max]) => (max === undefined ? [] : [{ name, center, up, down, max }]));
  const { volatilityMax, trackingErrorMax, benchmarkWeights = zero } = limits;
  const caps = (
    [
      ['volatility limit', zero, volatilityMax],
      ['tracking error limit', benchmarkWeights, trackingErrorMax],
    ] as const
  ).flatMap(([name, center, max]) => (max === undefined ? [] : [{ name, center, max }]));
  const { assetsMax = Infinity, weightMinIfHeld = 0 } = limits;
  return { rows, kinked, caps, countMax: assetsMax, positionMin: weightMinIfHeld };
}

/** The limits whose names pass. */
export function keepLimits(list: LimitList, keeps: (name: string) => boolean): LimitList {
  const isKept = ({ name }: { readonly name: string }): boolean => keeps(name);
  return {
    rows: list.rows.filter(isKept),
    kinked: list.kinked.filter(isKept),
    caps: list.caps.filter(isKept),
    countMax: keeps('number of instruments') ? list.countMax : Infinity,
    positionMin: keeps('minimum position') ? list.positionMin : 0,
  };
}

/** Can any weights meet these limits? */
export async function canBeMet({ symbols, covariance }: OptimizeProblem, list: LimitList): Promise<boolean> {
  if (list.caps.length > 0) return canMeetCaps(covariance, list);
  const highs = await loadHighs();
  const outcome = highs.solve(programText(symbols.length, list), {
    presolve: 'off',
    primal_feasibility_tolerance: 1e-10,
    mip_feasibility_tolerance: 1e-10,
  });
  if (outcome.Status !== 'Infeasible' && outcome.Status !== 'Optimal') throw new Error(`HiGHS: ${outcome.Status}`);
  return outcome.Status === 'Optimal';
}

/**
 * By duality caps can be met together just where no blend of their squared distances is too large at its least; the least
 * of a blend is concave in the share of each, and quadprog finds it.
 */
function canMeetCaps(covariance: Float64Array, { rows, kinked, caps, countMax, positionMin }: LimitList): boolean {
  if (kinked.length > 0 || countMax < Infinity || positionMin > 0) throw new Error('caps go with linear limits here');
  const size = Math.sqrt(covariance.length);
  const limits = {
    weightMin: new Float64Array(size).fill(-Infinity),
    weightMax: new Float64Array(size).fill(Infinity),
    rows: rows.map((row) => ({ ...row, coefficients: Float64Array.from(row.coefficients) })),
  };
  const [first, second = first!] = caps;
  /** Least share * (distance^2 - max^2) of the first + the rest of the second; undefined where the rows conflict. */
  const leastAt = (share: number): number | undefined => {
    const center = Array.from(first!.center, (entry, at) => share * entry + (1 - share) * second.center[at]!);
    const pull = center.map((_, row) => sumOf(covariance.subarray(row * size, (row + 1) * size), center));
    const weights = solveByQuadprog(covariance, pull, limits);
    if (weights === undefined) return undefined;
    const excess = (cap: Cap): number => distanceFrom(covariance, cap.center, weights) ** 2 - cap.max ** 2;
    return share * excess(first!) + (1 - share) * excess(second);
  };
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const [left, right] = [low + (high - low) * 0.4, low + (high - low) * 0.6];
    const [atLeft, atRight] = [leastAt(left), leastAt(right)];
    if (atLeft === undefined || atRight === undefined || Math.max(atLeft, atRight) > EXCESS_MIN) return false;
    if (atLeft < atRight) low = left;
    else high = right;
  }
  return true;
}

function distanceFrom(covariance: Float64Array, center: ArrayLike<number>, weights: Float64Array): number {
  const size = weights.length;
  const offset = weights.map((weight, at) => weight - center[at]!);
  const pull = offset.map((_, row) => sumOf(covariance.subarray(row * size, (row + 1) * size), offset));
  return Math.sqrt(Math.max(sumOf(pull, offset), 0));
}

const sumOf = (left: ArrayLike<number>, right: ArrayLike<number>): number =>
  Array.from(left).reduce((sum, entry, at) => sum + entry * right[at]!, 0);

/** Any weights within the limits; `p` and `q` mark what is held long and short. */
function programText(size: number, { rows, kinked, countMax, positionMin }: LimitList): string {
  const range = Array.from({ length: size }, (_, at) => at);
  const lines: string[] = [];
  const weighted = (coefficients: ArrayLike<number>): string =>
    range.map((at) => `${signed(coefficients[at]!)} w${at}`).join(' ');
  for (const { coefficients, min, max } of rows) {
    if (min > -Infinity) lines.push(`${weighted(coefficients)} >= ${min}`);
    if (max < Infinity) lines.push(`${weighted(coefficients)} <= ${max}`);
  }
  kinked.forEach(({ center, up, down, max }, kind) => {
    for (const at of range) {
      lines.push(`h${kind}_${at} ${signed(-up)} w${at} >= ${-up * center[at]!}`);
      lines.push(`h${kind}_${at} ${signed(down)} w${at} >= ${down * center[at]!}`);
    }
    lines.push(`${range.map((at) => `+ h${kind}_${at}`).join(' ')} <= ${max}`);
  });
  const isCounted = countMax < Infinity || positionMin > 0;
  if (isCounted) {
    for (const at of range) {
      lines.push(`w${at} - ${OPEN} p${at} ${signed(positionMin)} q${at} <= 0`);
      lines.push(`w${at} ${signed(-positionMin)} p${at} + ${OPEN} q${at} >= 0`);
      lines.push(`p${at} + q${at} <= 1`);
    }
    if (countMax < Infinity) lines.push(`${range.map((at) => `+ p${at} + q${at}`).join(' ')} <= ${countMax}`);
  }
  return [
    'Minimize\n obj: 0 w0\nSubject To',
    ...lines.map((line, at) => ` c${at}: ${line}`),
    'Bounds',
    ...range.map((at) => ` -${OPEN} <= w${at} <= ${OPEN}`),
    ...(isCounted ? ['Binary', ...range.map((at) => ` p${at} q${at}`)] : []),
    'End',
  ].join('\n');
}

const signed = (value: number): string => `${value < 0 ? '-' : '+'} ${Math.abs(value)}`;

/** By how much weights break each limit, by name; what holds is left out. */
export function broken({ covariance }: OptimizeProblem, list: LimitList, weights: Float64Array): Map<string, number> {
  const misses: (readonly [string, number])[] = [];
  for (const { name, coefficients, min, max } of list.rows) {
    const value = sumOf(weights, coefficients);
    misses.push([name, Math.max(min - value, value - max)]);
  }
  for (const { name, center, up, down, max } of list.kinked) {
    const trades = weights.map((weight, at) => weight - center[at]!);
    misses.push([name, trades.reduce((sum, x) => sum + Math.max(up * x, -down * x), 0) - max]);
  }
  for (const { name, center, max } of list.caps) {
    misses.push([name, distanceFrom(covariance, center, weights) - max]);
  }
  const held = [...weights].map(Math.abs).filter((weight) => weight > 1e-9);
  misses.push(['number of instruments', held.length - list.countMax]);
  misses.push(['minimum position', list.positionMin - Math.min(...held)]);
  return new Map(misses.filter(([, by]) => by > 0));
}
