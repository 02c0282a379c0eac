import { DAYS_PER_YEAR, isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import {
  completeColumns,
  completePriceReturns,
  type CompleteReturns,
  type CompleteRows,
} from '@/lib/quant/market/complete-returns';
import { gappedPriceReturns } from '@/lib/quant/market/gapped-returns';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';
import type { FactorReturnsInput, ReturnsInput } from '@/lib/shared/contracts/portfolio-inputs';

/** Prices or returns as they came -> one sample of simple returns without a hole, and what was left out for that. */
export interface DoorSample {
  readonly sample: ReturnsSample;
  /** All rows, NaN where a return is not known. */
  readonly gapped: () => ReturnsSample;
  /** Day of the first and the last price used; null where only returns are known. */
  readonly from: string | null;
  readonly to: string | null;
  /** Rows a year as the days themselves have it; null where there are no days. */
  readonly rowsPerYearSeen: number | null;
  readonly warnings: readonly string[];
}

/** A return of more than this is a wrong figure, and its square would spoil every sum it enters. */
const RETURN_SIZE_MAX = 1e6;

/** A covariance of one return does not exist. */
const RETURNS_MIN = 2;

/** So many are named in a sentence; the others are counted. */
const NAMED_MAX = 3;

function leftOutSentence({ rows, rowCount, missing }: CompleteRows, assets: readonly string[]): readonly string[] {
  if (rows.length === rowCount) return [];
  const worst = assets
    .map((symbol, column) => ({ symbol, holes: missing[column] ?? Number.NaN }))
    .filter(({ holes }) => holes > 0)
    .sort((left, right) => right.holes - left.holes);
  const named = worst.slice(0, NAMED_MAX).map(({ symbol, holes }) => `${symbol} on ${holes}`);
  const others = worst.length > NAMED_MAX ? ` and ${worst.length - NAMED_MAX} more` : '';
  return [
    `${rowCount - rows.length} of ${rowCount} rows are left out because some asset is not known on them: ${named.join(', ')}${others}.`,
  ];
}

/** Total returns between one complete row and the next. A symbol is looked for by its exact name. */
export function sampleFromPanel(panel: PricePanel, assets: readonly string[]): Outcome<DoorSample> {
  const columnOf = new Map(panel.instruments.map(({ symbol }, column) => [symbol, column]));
  const missing = assets.findIndex((symbol) => !columnOf.has(symbol));
  if (missing !== -1) {
    return refused('bad-input', `There are no prices for ${assets[missing] ?? ''}.`, `assets.${missing}`);
  }
  const columns = Int32Array.from(assets, (symbol) => columnOf.get(symbol) ?? -1);
  const found = completePriceReturns(panel, columns);
  const { rows, returns } = found;
  const warnings = leftOutSentence(found, assets);
  const [first, last] = [rows[0], rows.at(-1)].map((row) => (row === undefined ? undefined : panel.days[row]));
  if (first === undefined || last === undefined || rows.length <= RETURNS_MIN) {
    const message = `There are ${rows.length} days on which all assets have a price; ${RETURNS_MIN + 1} are needed.`;
    return refused('bad-input', [message, ...warnings].join(' '), 'prices');
  }
  const problem = sizeProblem(found, assets, 'prices');
  if (problem !== undefined) return problem;
  return done({
    sample: { returns, observations: rows.length - 1, instruments: assets.length },
    gapped: () => ({
      returns: gappedPriceReturns(panel, columns),
      observations: panel.dayCount - 1,
      instruments: assets.length,
    }),
    from: isoDayFromNumber(first),
    to: isoDayFromNumber(last),
    rowsPerYearSeen: ((rows.length - 1) / (last - first)) * DAYS_PER_YEAR,
    warnings,
  });
}

function sizeProblem({ returns }: CompleteReturns, assets: readonly string[], field: string): Refusal | undefined {
  const at = returns.findIndex((value) => !(Math.abs(value) <= RETURN_SIZE_MAX));
  if (at === -1) return undefined;
  const symbol = assets[at % assets.length] ?? '';
  return refused('bad-input', `${symbol} has a return of ${returns[at] ?? ''}, which cannot be one.`, field);
}

/** Returns that came with the request, in the order of the assets. */
export function sampleFromReturns(
  { series }: ReturnsInput,
  assets: readonly string[],
  factorReturns?: FactorReturnsInput,
): Outcome<DoorSample> {
  const given = new Map(Object.entries(series));
  const columns: (readonly (number | null)[])[] = [];
  let rowCount: number | undefined;
  for (const [at, symbol] of assets.entries()) {
    const column = given.get(symbol);
    if (column === undefined) return refused('bad-input', `There are no returns for ${symbol}.`, `assets.${at}`);
    rowCount ??= column.length;
    if (column.length !== rowCount) {
      const message = `${symbol} has ${column.length} returns and ${assets[0] ?? ''} has ${rowCount}; all need as many.`;
      return refused('bad-input', message, `returns.series.${symbol}`);
    }
    columns.push(column);
  }
  const found = completeColumns(columns, rowCount ?? columns.length);
  const warnings = leftOutSentence(found, assets);
  const { rows, returns } = found;
  if (rows.length < RETURNS_MIN) {
    const message = `There are ${rows.length} rows on which all assets have a return; ${RETURNS_MIN} are needed.`;
    return refused('bad-input', [message, ...warnings].join(' '), 'returns');
  }
  const problem = sizeProblem(found, assets, 'returns');
  if (problem !== undefined) return problem;
  const instruments = assets.length;
  const factors = factorSample(factorReturns, found);
  if (factors.status === 'refused') return factors;
  const sample = { returns, observations: rows.length, instruments, ...factors.value };
  const gapped = (): ReturnsSample => ({
    returns: Float64Array.from(
      { length: found.rowCount * instruments },
      (_, at) => columns[at % instruments]?.[Math.floor(at / instruments)] ?? Number.NaN,
    ),
    observations: found.rowCount,
    instruments,
  });
  return done({ sample, gapped, from: null, to: null, rowsPerYearSeen: null, warnings });
}

/** Returns of factors on the rows of the assets' returns; of those only the complete ones are used. */
function factorSample(
  given: FactorReturnsInput | undefined,
  { rows, rowCount }: CompleteRows,
): Outcome<Pick<ReturnsSample, 'factorReturns'>> {
  if (given === undefined) return done({});
  const factors = Object.entries(given.series);
  for (const [name, column] of factors) {
    if (column.length === rowCount) continue;
    const message = `The factor ${name} has ${column.length} returns and the assets have ${rowCount}; all need as many.`;
    return refused('bad-input', message, `factorReturns.series.${name}`);
  }
  const returns = Array.from(rows).flatMap((row) => factors.map(([, column]) => column[row] ?? Number.NaN));
  return done({ factorReturns: { names: factors.map(([name]) => name), returns: Float64Array.from(returns) } });
}
