import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { LinearLimit, OptimizeLimits } from '@/lib/quant/optimize/types';
import type { OptimizeConstraints } from '@/lib/shared/contracts/optimize';

/** Limits of a request -> limits of a problem, in asset order. */

type Bound = OptimizeConstraints['weightMin'];

interface BoundMeaning {
  readonly field: string;
  readonly size: number;
  /** What null stands for. */
  readonly open: number;
  readonly otherwise: number;
}

function boundsOf(bound: Bound, { field, size, open, otherwise }: BoundMeaning): Outcome<Float64Array> {
  if (bound === undefined) return done(new Float64Array(size).fill(otherwise));
  if (bound === null || typeof bound === 'number') return done(new Float64Array(size).fill(bound ?? open));
  if (bound.length !== size) {
    return refused('bad-input', `There are ${bound.length} bounds for ${size} assets.`, `constraints.${field}`);
  }
  return done(Float64Array.from(bound, (value) => value ?? open));
}

/** An asset that a row does not name does not count in it. */
const ABSENT = 0;

/** Numbers by symbol -> a vector; a symbol that is not held is refused. */
export function vectorOf(
  map: Readonly<Record<string, number>>,
  assets: readonly string[],
  field: string,
): Outcome<Float64Array> {
  const given = new Map(Object.entries(map));
  const known = new Set(assets);
  const stranger = [...given.keys()].find((symbol) => !known.has(symbol));
  if (stranger !== undefined)
    return refused('bad-input', `${stranger} is not among the assets.`, `${field}.${stranger}`);
  return done(Float64Array.from(assets, (symbol) => given.get(symbol) ?? ABSENT));
}

function rowsOf({ groups = [], linear = [] }: OptimizeConstraints, assets: readonly string[]): Outcome<LinearLimit[]> {
  const entries = [
    ...groups.map(({ members, ...row }, at) => ({
      ...row,
      field: `constraints.groups.${at}.members`,
      map: Object.fromEntries(members.map((symbol) => [symbol, 1])),
    })),
    ...linear.map(({ coefficients, ...row }, at) => ({
      ...row,
      field: `constraints.linear.${at}.coefficients`,
      map: coefficients,
    })),
  ];
  const rows: LinearLimit[] = [];
  for (const { name, min, max, field, map } of entries) {
    const coefficients = vectorOf(map, assets, field);
    if (coefficients.status === 'refused') return coefficients;
    rows.push({ name, coefficients: coefficients.value, min: min ?? -Infinity, max: max ?? Infinity });
  }
  return done(rows);
}

/** Long only and fully invested unless the request says otherwise. */
export function limitsOf(constraints: OptimizeConstraints, assets: readonly string[]): Outcome<OptimizeLimits> {
  const size = assets.length;
  const { budget = 1, returnMin, riskMax } = constraints;
  const weightMin = boundsOf(constraints.weightMin, { field: 'weightMin', size, open: -Infinity, otherwise: 0 });
  if (weightMin.status === 'refused') return weightMin;
  const weightMax = boundsOf(constraints.weightMax, { field: 'weightMax', size, open: Infinity, otherwise: Infinity });
  if (weightMax.status === 'refused') return weightMax;
  const rows = rowsOf(constraints, assets);
  if (rows.status === 'refused') return rows;
  const volatilityMax = riskMax?.[0]?.value;
  return done({
    budget,
    weightMin: weightMin.value,
    weightMax: weightMax.value,
    rows: rows.value,
    ...(returnMin === undefined ? {} : { returnMin }),
    ...(volatilityMax === undefined ? {} : { volatilityMax }),
  });
}
