import type { LabInstrumentLimit, LabLimits } from '@/lib/shared/contracts/frontier-lab';

/** The edited limits: what is in the address, and the way back through what they were. */

/** Names one number of the limits: `max`, `turnover`, `equity.min`, `own.SPY.max`. */
export type LimitField = string;

export type LimitSide = 'min' | 'max';

export const classField = (assetClass: string, side: LimitSide): LimitField => `${assetClass}.${side}`;
export const ownField = (symbol: string, side: LimitSide): LimitField => `own.${symbol}.${side}`;
export const WEIGHT_FIELD: LimitField = 'max';
export const TURNOVER_FIELD: LimitField = 'turnover';

const OWN_FIELD = /^own\.(.+)\.(min|max)$/;
const CLASS_FIELD = /^([a-z]+)\.(min|max)$/;

/** @param value a decimal from 0 to 1; undefined lifts the limit, which a class and the weight of all do not allow */
export function withField(limits: LabLimits, field: LimitField, value: number | undefined): LabLimits {
  if (field === TURNOVER_FIELD) return { ...limits, turnoverMax: value ?? null };
  const [, symbol, ownSide] = OWN_FIELD.exec(field) ?? [];
  if (symbol !== undefined)
    return withOwn(limits, symbol, ownSide === 'min' ? { min: value ?? 0 } : { max: value ?? null });
  if (value === undefined) return limits;
  if (field === WEIGHT_FIELD) return { ...limits, weightMax: value };
  const [, assetClass, side] = CLASS_FIELD.exec(field) ?? [];
  if (side !== 'min' && side !== 'max') return limits;
  return {
    ...limits,
    classLimits: limits.classLimits.map((limit) =>
      limit.assetClass === assetClass ? { ...limit, [side]: value } : limit,
    ),
  };
}

/** The limits of one instrument, added in the order in which instruments were given their own. */
function withOwn(limits: LabLimits, symbol: string, sides: Partial<Omit<LabInstrumentLimit, 'symbol'>>): LabLimits {
  const { instrumentLimits } = limits;
  const own = instrumentLimits.find((limit) => limit.symbol === symbol);
  const next: LabInstrumentLimit = { symbol, min: 0, max: null, ...own, ...sides };
  return {
    ...limits,
    instrumentLimits:
      own === undefined ? [...instrumentLimits, next] : instrumentLimits.map((limit) => (limit === own ? next : limit)),
  };
}

export const withoutOwn = (limits: LabLimits, symbol: string): LabLimits => ({
  ...limits,
  instrumentLimits: limits.instrumentLimits.filter((limit) => limit.symbol !== symbol),
});

const fieldsOf = ({
  weightMax,
  turnoverMax,
  classLimits,
  instrumentLimits,
}: LabLimits): readonly (readonly [LimitField, number | null])[] => [
  [WEIGHT_FIELD, weightMax],
  [TURNOVER_FIELD, turnoverMax],
  ...classLimits.flatMap(({ assetClass, min, max }) => [
    [classField(assetClass, 'min'), min] as const,
    [classField(assetClass, 'max'), max] as const,
  ]),
  ...instrumentLimits.flatMap(({ symbol, min, max }) => [
    [ownField(symbol, 'min'), min] as const,
    [ownField(symbol, 'max'), max] as const,
  ]),
];

export const sameLimits = (left: LabLimits, right: LabLimits): boolean =>
  JSON.stringify(fieldsOf(left)) === JSON.stringify(fieldsOf(right));

export interface LimitHistory {
  readonly limits: LabLimits;
  readonly before: readonly LabLimits[];
  /** The field that was typed in last: going on in it is the same change. */
  readonly field: LimitField | undefined;
  /** Rises whenever the fields must show other numbers than were typed into them. */
  readonly version: number;
}

export type LimitChange =
  | { readonly kind: 'type'; readonly field: LimitField; readonly value: number | undefined }
  | { readonly kind: 'set'; readonly limits: LabLimits }
  | { readonly kind: 'undo' };

/** More than anybody goes back. */
const HISTORY_MAX = 50;

export const startHistory = (limits: LabLimits): LimitHistory => ({
  limits,
  before: [],
  field: undefined,
  version: 0,
});

export function changeLimits(history: LimitHistory, change: LimitChange): LimitHistory {
  const { limits, before, field, version } = history;
  if (change.kind === 'undo') {
    const last = before.at(-1);
    return last === undefined
      ? history
      : { limits: last, before: before.slice(0, -1), field: undefined, version: version + 1 };
  }
  const next = change.kind === 'set' ? change.limits : withField(limits, change.field, change.value);
  if (sameLimits(next, limits)) return history;
  const remembered = [...before, limits].slice(-HISTORY_MAX);
  if (change.kind === 'set') return { limits: next, before: remembered, field: undefined, version: version + 1 };
  return { limits: next, before: field === change.field ? before : remembered, field: change.field, version };
}

const PER_UNIT = 10_000;

/** Only what differs from the plan's own limits, in percent: `equity.max=70&max=25&own.SPY.max=10`. */
export function limitsQuery(limits: LabLimits, own: LabLimits): URLSearchParams {
  const usual = new Map(fieldsOf(own));
  const query = new URLSearchParams();
  for (const [field, value] of fieldsOf(limits)) {
    if (value === null || value === usual.get(field)) continue;
    query.set(field, String(Math.round(value * PER_UNIT) / (PER_UNIT / 100)));
  }
  return query;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The limits an address speaks of; what it says of others, or not in percent, is left alone. */
export function limitsFromQuery(own: LabLimits, symbols: readonly string[], query: Query): LabLimits {
  const fields = [
    ...fieldsOf(own).map(([field]) => field),
    ...symbols.flatMap((symbol) => [ownField(symbol, 'min'), ownField(symbol, 'max')]),
  ];
  let limits = own;
  for (const field of fields) {
    const text = query[field];
    if (typeof text !== 'string' || !/^\d{1,3}(\.\d{1,4})?$/.test(text)) continue;
    const value = Number(text) / 100;
    if (value <= 1) limits = withField(limits, field, value);
  }
  return limits;
}

/** The chosen point of the frontier in an address, 0 to 100: its place between least risk and most return. */
export function placeFromQuery(query: Query): number | undefined {
  const { at } = query;
  return typeof at === 'string' && /^\d{1,3}$/.test(at) && Number(at) <= 100 ? Number(at) / 100 : undefined;
}
