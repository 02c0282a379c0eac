import { done, type Outcome, refused } from '../../../base/outcome';
import { invariant } from '../../../base/invariant';

/** How sure the speaker is. Neither = as sure as the prior is of the same mix (He & Litterman), which is a confidence of 0.5. */
export interface ViewCertainty {
  /** 0 = says nothing, 1 = certain: the share of the way from the prior to the view that the view alone would go. */
  readonly confidence?: number;
  /** Variance of the view's error, (decimal a year)^2; 0 = certain. */
  readonly variance?: number;
}

/** 'SPY earns 6 %': `value` is an annual decimal, in the unit of the prior (above cash where that is above cash). */
export interface AbsoluteView extends ViewCertainty {
  readonly kind: 'absolute';
  readonly asset: string;
  readonly value: number;
}

/** 'SPY beats TLT by 3 %'. */
export interface RelativeView extends ViewCertainty {
  readonly kind: 'relative';
  readonly asset: string;
  readonly versus: string;
  readonly value: number;
}

/** Any weighted sum of returns, such as 'Germany beats the rest of Europe, by size, by 5 %'. */
export interface CombinationView extends ViewCertainty {
  readonly kind: 'combination';
  /** As the user would say it. */
  readonly name: string;
  readonly coefficients: ReadonlyMap<string, number>;
  readonly value: number;
}

export type ReturnView = AbsoluteView | RelativeView | CombinationView;

/** Views that passed `checkViews`: P r = values + error, one row a view. */
export interface CheckedViews {
  readonly names: readonly string[];
  /** Row-major views x instruments, in universe order. */
  readonly picks: Float64Array;
  /** Length views, annual decimals. */
  readonly values: Float64Array;
  readonly certainties: readonly ViewCertainty[];
}

/** Two rows this close, each scaled to a largest coefficient of one, speak of the same mix. */
const SAME_MIX_TOLERANCE = 1e-12;

/**
 * Views in universe order, or one sentence about the first that cannot be used. A mix may be spoken of once: two answers
 * for it contradict each other, and the same answer twice would count twice (opinions of several people are pooled, see
 * `opinion-pooling.ts`).
 */
export function checkViews(views: readonly ReturnView[], symbols: readonly string[]): Outcome<CheckedViews> {
  const size = symbols.length;
  const picks = new Float64Array(views.length * size);
  const at = new Map(symbols.map((symbol, index) => [symbol, index]));
  for (const [index, view] of views.entries()) {
    const row = pickOf(view, at, size, `views.${index}`);
    if (row.status === 'refused') return row;
    const fault = certaintyFault(view, nameOf(view), `views.${index}`);
    if (fault !== undefined) return fault;
    picks.set(row.value, index * size);
  }
  const repeated = repeatedMix(views, picks, size);
  if (repeated !== undefined) return repeated;
  return done({
    names: views.map(nameOf),
    picks,
    values: Float64Array.from(views, (view) => view.value),
    certainties: views.map(certaintyOf),
  });
}

function nameOf(view: ReturnView): string {
  switch (view.kind) {
    case 'absolute':
      return view.asset;
    case 'relative':
      return `${view.asset} over ${view.versus}`;
    case 'combination':
      return view.name;
  }
}

function certaintyOf({ confidence, variance }: ReturnView): ViewCertainty {
  if (confidence !== undefined) return { confidence };
  return variance === undefined ? {} : { variance };
}

function pickOf(view: ReturnView, at: ReadonlyMap<string, number>, size: number, field: string): Outcome<Float64Array> {
  const name = nameOf(view);
  if (!Number.isFinite(view.value)) {
    return refused('bad-input', `The view ${name} must say a finite return.`, `${field}.value`);
  }
  const row = new Float64Array(size);
  for (const [symbol, coefficient] of coefficientsOf(view)) {
    const index = at.get(symbol);
    if (index === undefined) {
      return refused('bad-input', `The view ${name} names ${symbol}, which is not among the assets.`, field);
    }
    if (!Number.isFinite(coefficient)) {
      return refused('bad-input', `The view ${name} has no finite coefficient for ${symbol}.`, field);
    }
    row[index]! += coefficient;
  }
  if (row.every((coefficient) => coefficient === 0)) {
    return refused('bad-input', `The view ${name} speaks of no asset: all its coefficients are zero.`, field);
  }
  return done(row);
}

function coefficientsOf(view: ReturnView): Iterable<readonly [string, number]> {
  switch (view.kind) {
    case 'absolute':
      return [[view.asset, 1]];
    case 'relative':
      return [
        [view.asset, 1],
        [view.versus, -1],
      ];
    case 'combination':
      return view.coefficients;
  }
}

function certaintyFault({ confidence, variance }: ViewCertainty, name: string, field: string) {
  if (confidence !== undefined && variance !== undefined) {
    return refused('bad-input', `The view ${name} has a confidence and a variance; give one of them.`, field);
  }
  if (confidence !== undefined && !(confidence >= 0 && confidence <= 1)) {
    const message = `The confidence of the view ${name} is ${confidence}; it must be from 0 to 1.`;
    return refused('bad-input', message, `${field}.confidence`);
  }
  if (variance !== undefined && !(variance >= 0 && Number.isFinite(variance))) {
    const message = `The variance of the view ${name} is ${variance}; it must be zero or more.`;
    return refused('bad-input', message, `${field}.variance`);
  }
  return undefined;
}

function repeatedMix(views: readonly ReturnView[], picks: Float64Array, size: number) {
  const scaled = views.map((_, index) => scaledRow(picks.subarray(index * size, (index + 1) * size)));
  for (const [later, view] of views.entries()) {
    for (let earlier = 0; earlier < later; earlier++) {
      const first = scaled[earlier]!;
      const second = scaled[later]!;
      if (!first.row.every((entry, index) => Math.abs(entry - second.row[index]!) <= SAME_MIX_TOLERANCE)) continue;
      const other = views[earlier];
      invariant(other !== undefined, `no view ${earlier} of ${views.length}`);
      const said = [other.value / first.scale, view.value / second.scale];
      const message =
        Math.abs(said[0]! - said[1]!) <= SAME_MIX_TOLERANCE
          ? `The view ${nameOf(view)} is given twice; it would count twice.`
          : `The views ${nameOf(other)} and ${nameOf(view)} speak of the same mix and say ${said[0]!} and ${said[1]!}; keep one.`;
      return refused('bad-input', message, `views.${later}`);
    }
  }
  return undefined;
}

/** The row over its entry of largest size (the first of equals), sign included: 'A over B by 3 %' is 'B over A by -3 %'. */
function scaledRow(row: Float64Array): { row: Float64Array; scale: number } {
  let scale = 0;
  for (const entry of row) if (Math.abs(entry) > Math.abs(scale)) scale = entry;
  return { row: row.map((entry) => entry / scale), scale };
}
