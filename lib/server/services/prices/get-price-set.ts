import { isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome } from '@/lib/base/outcome';
import { KNOWN, type PricePanel, selectInstruments, sliceDays } from '@/lib/quant/market/panel';
import { logReturns } from '@/lib/quant/market/returns';
import { pairwiseCorrelations } from '@/lib/quant/risk/pairwise-correlation';
import { GetPriceSetInput, type PriceSetDetail } from '@/lib/shared/contracts/price-set';
import type { ServiceContext } from '../../context';
import { priceSetView, reportOf } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import { service } from '../service';

/** Three years of trading days, as plans look back; the whole history would mix times that have little in common. */
const CORRELATION_ROWS = 756;

/** More squares than this nobody reads, and each one is computed and sent. The first ones of the set, then. */
const CORRELATION_SYMBOLS_MAX = 100;

/** The shared market belongs to whoever asks; anything else to its user alone. */
async function ownerOfPriceSet({ db, actor }: ServiceContext, priceSetId: string): Promise<string | undefined> {
  const row = await db.priceSet.findUnique({ where: { id: priceSetId }, select: { userId: true } });
  if (row === null) return undefined;
  return row.userId ?? (actor.kind === 'user' ? actor.userId : undefined);
}

/** Coverage, report and correlations of a price set, indices included. */
export const getPriceSet = service({
  name: 'prices/get-price-set',
  access: 'owner',
  input: GetPriceSetInput,
  ownerOf: (ctx, { priceSetId }) => ownerOfPriceSet(ctx, priceSetId),
  run: async ({ db, clock }, { priceSetId }): Promise<Outcome<PriceSetDetail>> => {
    const row = await db.priceSet.findUniqueOrThrow({ where: { id: priceSetId } });
    const panel = await loadPanel(row.contentHash);
    return done({
      ...priceSetView(row, clock),
      coverage: panel.instruments.map((_, column) => coverageOf(panel, column)),
      report: reportOf(row),
      correlations: correlationsOf(panel),
    });
  },
});

function coverageOf(panel: PricePanel, column: number): PriceSetDetail['coverage'][number] {
  const width = panel.instruments.length;
  let first: number | undefined;
  let last: number | undefined;
  let observedDays = 0;
  let carriedDays = 0;
  for (let row = 0; row < panel.dayCount; row++) {
    const state = panel.known[row * width + column];
    if (state === KNOWN.absent) continue;
    first ??= row;
    last = row;
    if (state === KNOWN.observed) observedDays++;
    else carriedDays++;
  }
  const dayOf = (row: number | undefined): string | null =>
    row === undefined ? null : isoDayFromNumber(panel.days[row] ?? 0);
  const spanned = first === undefined || last === undefined ? 0 : last - first + 1;
  return {
    symbol: panel.instruments[column]?.symbol ?? '',
    firstDay: dayOf(first),
    lastDay: dayOf(last),
    observedDays,
    carriedDays,
    missingDays: spanned - observedDays - carriedDays,
    lastClose: last === undefined ? null : (panel.layers.close[last * width + column] ?? null),
  };
}

const firstInstruments = (panel: PricePanel): PricePanel =>
  panel.instruments.length <= CORRELATION_SYMBOLS_MAX
    ? panel
    : selectInstruments(
        panel,
        panel.instruments.slice(0, CORRELATION_SYMBOLS_MAX).map(({ symbol }) => symbol),
      );

function correlationsOf(panel: PricePanel): PriceSetDetail['correlations'] {
  const recent = sliceDays(panel, Math.max(0, panel.dayCount - CORRELATION_ROWS), panel.dayCount);
  const { symbols, values } = logReturns(firstInstruments(recent));
  const size = symbols.length;
  const matrix = pairwiseCorrelations(values, size);
  return {
    symbols: [...symbols],
    matrix: symbols.map((_, row) =>
      Array.from(matrix.subarray(row * size, (row + 1) * size), (value) => (Number.isNaN(value) ? null : value)),
    ),
    fromDay: isoDayFromNumber(recent.days[0] ?? 0),
    toDay: isoDayFromNumber(recent.days[recent.dayCount - 1] ?? 0),
  };
}
