import { dayNumber, isoDayFromNumber, isoDayOfInstant } from '@/lib/base/iso-day';
import { microsToNumber } from '@/lib/base/money';
import { quantityToNumber } from '@/lib/base/quantity';
import { indexOfSymbol, type PricePanel } from '@/lib/quant/market/panel';
import type { PortfolioView } from '@/lib/shared/contracts/account';
import { thinned } from '@/lib/shared/thinned';
import type { DbTransaction } from '../../db/client';
import { lastClose } from '../../store/last-prices';

type HistoryPoint = PortfolioView['history'][number];

/** More points than a chart can show are thinned. */
const POINTS_MAX = 400;

interface Movement {
  readonly day: number;
  readonly book: string;
  readonly symbol: string | null;
  readonly amount: bigint;
  readonly steps: bigint;
  readonly decimals: number;
  /** Of one unit in the last fill; null for what no fill moved. */
  readonly pricePaid: number | null;
}

/** The same as `dailyValues`, for a chart. */
export async function valueHistory(tx: DbTransaction, accountId: string, panel: PricePanel): Promise<HistoryPoint[]> {
  const points = await dailyValues(tx, accountId, panel);
  return thinned(points.length, POINTS_MAX).flatMap((at) => points[at] ?? []);
}

/**
 * What the account was worth at the close of each market day since its first deposit, at the panel's prices; what the
 * panel has no price of, at the last one paid. Bookings after the last close count for the last point, so that today's
 * deposit shows today.
 */
export async function dailyValues(tx: DbTransaction, accountId: string, panel: PricePanel): Promise<HistoryPoint[]> {
  const rows = await tx.$queryRaw<(Omit<Movement, 'day'> & { at: Date })[]>`
    SELECT min(j.booked_at) AS at, e.book, e.symbol, sum(e.amount_micros)::bigint AS amount,
           sum(e.quantity_steps)::bigint AS steps, e.quantity_decimals AS decimals,
           (array_agg(f.price ORDER BY e.id DESC) FILTER (WHERE f.price IS NOT NULL))[1]::float8 AS "pricePaid"
    FROM ledger_entries e JOIN journals j ON j.id = e.journal_id
    LEFT JOIN fills f ON e.book = 'position' AND j.kind = 'fill' AND f.execution_id = j.reference
    WHERE e.account_id = ${accountId}::uuid AND e.book IN ('cash', 'external', 'position')
    GROUP BY date_trunc('day', j.booked_at AT TIME ZONE 'UTC'), e.book, e.symbol, e.quantity_decimals
    ORDER BY 1`;
  const movements = rows.map((row): Movement => ({ ...row, day: dayNumber(isoDayOfInstant(row.at.getTime())) }));
  const first = movements[0];
  if (first === undefined) return [];
  const lastRow = panel.dayCount - 1;
  const found = panel.days.findIndex((day) => day >= first.day);
  const firstRow = found === -1 ? lastRow : found;
  return replay(panel, movements, { firstRow, lastRow });
}

function replay(
  panel: PricePanel,
  movements: readonly Movement[],
  { firstRow, lastRow }: { readonly firstRow: number; readonly lastRow: number },
): HistoryPoint[] {
  const held = new Map<string, Holding>();
  const points: HistoryPoint[] = [];
  let cash = 0;
  let contributed = 0;
  let next = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    const day = panel.days[row] ?? 0;
    for (; next < movements.length; next++) {
      const movement = movements[next];
      if (movement === undefined || (movement.day > day && row < lastRow)) break;
      if (movement.book === 'cash') cash += microsToNumber(movement.amount);
      else if (movement.book === 'external') contributed -= microsToNumber(movement.amount);
      else if (movement.symbol !== null) {
        const column = indexOfSymbol(panel, movement.symbol);
        held.set(movement.symbol, { column, ...moved(held.get(movement.symbol), movement) });
      }
    }
    let value = cash;
    for (const { column, quantity, pricePaid } of held.values()) {
      const close = column === undefined ? undefined : lastClose(panel, row, column);
      value += quantity * (close ?? pricePaid);
    }
    points.push({ date: isoDayFromNumber(day), value: Math.round(value * 100) / 100, contributed });
  }
  return points;
}

interface Holding {
  /** Undefined where the panel does not know it. */
  readonly column: number | undefined;
  readonly quantity: number;
  readonly pricePaid: number;
}

/** What moves without a price is a split: it changes the units, and not what was paid for all of them. */
function moved(before: Holding | undefined, { steps, decimals, pricePaid }: Movement): Omit<Holding, 'column'> {
  const quantity = (before?.quantity ?? 0) + quantityToNumber(steps, decimals);
  if (pricePaid !== null) return { quantity, pricePaid };
  const paid = before === undefined ? 0 : before.pricePaid * before.quantity;
  return { quantity, pricePaid: quantity > 0 ? paid / quantity : 0 };
}
