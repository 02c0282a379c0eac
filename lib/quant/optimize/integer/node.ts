import { ASSETS_MAX_LIMIT, MINIMUM_POSITION, type NamedLimits } from '../limits';
import type { OptimizeLimits } from '../types';

/** What a branch has decided of an instrument; `in` = held, on either side of zero. */
export type Holding = 'open' | 'out' | 'in' | 'long' | 'short';

/** How many may be held, and at least how much of each. */
export interface HoldingRules {
  /** Infinity = any number. */
  readonly countMax: number;
  /** 0 = any size. */
  readonly weightMin: number;
}

export function holdingRulesOf({
  assetsMax = Infinity,
  weightMinIfHeld = 0,
}: OptimizeLimits): HoldingRules | undefined {
  if (assetsMax === Infinity && weightMinIfHeld === 0) return undefined;
  return { countMax: assetsMax, weightMin: weightMinIfHeld };
}

/** Weights smaller than this share of the portfolio are not held. */
const HELD_SHARE = 1e-9;

export const isHeld = (weight: number, { weightScale }: NamedLimits): boolean =>
  Math.abs(weight) > HELD_SHARE * weightScale;

export const countDecided = (holdings: readonly Holding[]): number =>
  holdings.filter((holding) => holding !== 'open' && holding !== 'out').length;

/**
 * The limits of a branch: its decisions as bounds, and a row that every choice of `countMax` instruments meets, because a
 * held weight is at most its bound: sum of weight / bound over the open ones <= places left.
 */
export function branchLimits(limits: NamedLimits, rules: HoldingRules, holdings: readonly Holding[]): NamedLimits {
  const { countMax, weightMin } = rules;
  const decided = countDecided(holdings);
  const lower = limits.lower.slice();
  const upper = limits.upper.slice();
  const min = [...limits.boundNames.min];
  const max = [...limits.boundNames.max];
  const raise = (at: number, bound: number, name: string): void => {
    if (bound <= lower[at]!) return;
    lower[at] = bound;
    min[at] = name;
  };
  const cut = (at: number, bound: number, name: string): void => {
    if (bound >= upper[at]!) return;
    upper[at] = bound;
    max[at] = name;
  };
  const outName = countMax === Infinity ? MINIMUM_POSITION : ASSETS_MAX_LIMIT;
  holdings.forEach((holding, at) => {
    if (holding === 'out' || (holding === 'open' && decided >= countMax)) {
      raise(at, 0, outName);
      cut(at, 0, outName);
    }
    if (holding === 'long') raise(at, weightMin, MINIMUM_POSITION);
    if (holding === 'short') cut(at, -weightMin, MINIMUM_POSITION);
  });
  const branch = { ...limits, lower, upper, boundNames: { min, max } };
  return decided < countMax ? withPlacesRow(branch, holdings, countMax - decided) : branch;
}

function withPlacesRow(limits: NamedLimits, holdings: readonly Holding[], places: number): NamedLimits {
  const open = holdings.map((holding) => holding === 'open');
  const isUseful = open.filter(Boolean).length > places;
  if (!isUseful || places === Infinity) return limits;
  const size = holdings.length;
  const share = (bound: number, isOpen: boolean): number => (isOpen && bound > 0 ? 1 / bound : 0);
  const up = Float64Array.from(open, (isOpen, at) => share(limits.upper[at]!, isOpen));
  const down = Float64Array.from(open, (isOpen, at) => share(-limits.lower[at]!, isOpen));
  if (down.every((entry) => entry === 0)) {
    const row = { name: ASSETS_MAX_LIMIT, coefficients: up, min: -Infinity, max: places };
    return { ...limits, rows: [...limits.rows, row] };
  }
  const row = { name: ASSETS_MAX_LIMIT, center: new Float64Array(size), up, down, max: places };
  return { ...limits, absoluteRows: [...limits.absoluteRows, row] };
}

/** No branch can meet limits whose sides cross. */
export const crosses = ({ lower, upper }: NamedLimits): number => lower.findIndex((bound, at) => bound > upper[at]!);
