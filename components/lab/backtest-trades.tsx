import { Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { DownloadLink } from '@/components/ui/download-link';
import { DateText, MoneyText } from '@/components/ui/figures';
import type { BacktestTradeView } from '@/lib/shared/contracts/backtest';
import { formatCount, formatQuantityText } from '@/lib/shared/format/quantity';
import { DOWNLOADS } from '@/lib/shared/routes';
import { partPath } from './backtest-parts';

export const TRADES_PER_PAGE = 50;

/** No instrument trades in finer steps. */
const QUANTITY_DECIMALS = 9;

export interface BacktestTradesProps {
  readonly backtestId: string;
  readonly trades: readonly BacktestTradeView[];
  /** From 1. */
  readonly page: number;
}

/** Every trade of the plan's own line, a page at a time. */
export function BacktestTrades({ backtestId, trades, page }: BacktestTradesProps) {
  const pageCount = Math.max(1, Math.ceil(trades.length / TRADES_PER_PAGE));
  const from = (page - 1) * TRADES_PER_PAGE;
  const shown = trades.slice(from, from + TRADES_PER_PAGE);
  return (
    <Section
      title="Every trade of your plan"
      lead="In the order in which they were made. Prices have income put back in, so they can differ from those in a newspaper."
      actions={<DownloadLink href={DOWNLOADS.backtestTrades(backtestId)}>CSV of all trades</DownloadLink>}
      isDense
    >
      <DataTable
        caption="Trades"
        isCaptionHidden
        emptyText="Nothing was traded."
        columns={[
          { id: 'day', header: 'Day' },
          { id: 'symbol', header: 'Instrument' },
          { id: 'side', header: 'Side' },
          { id: 'quantity', header: 'Quantity', kind: 'number' },
          { id: 'price', header: 'Price', kind: 'number' },
          { id: 'value', header: 'Value', kind: 'number' },
          { id: 'cost', header: 'Cost', kind: 'number' },
        ]}
        rows={shown.map((trade, index) => ({
          id: String(from + index),
          cells: {
            day: <DateText day={trade.day} />,
            symbol: trade.symbol,
            side: trade.side === 'buy' ? 'Buy' : 'Sell',
            quantity: formatQuantityText(trade.quantity.toFixed(QUANTITY_DECIMALS)),
            price: <MoneyText amount={trade.price} />,
            value: <MoneyText amount={trade.value} />,
            cost: <MoneyText amount={trade.cost} />,
          },
        }))}
      />
      <nav aria-label="Pages of trades" className="flex flex-wrap items-center gap-4 text-small text-muted">
        <span>
          {trades.length === 0
            ? 'No trades.'
            : `${from + 1} to ${from + shown.length} of ${formatCount(trades.length, 'trade')}`}
        </span>
        {page > 1 && (
          <ButtonLink href={partPath(backtestId, 'trades', page - 1)} variant="secondary">
            Earlier trades
          </ButtonLink>
        )}
        {page < pageCount && (
          <ButtonLink href={partPath(backtestId, 'trades', page + 1)} variant="secondary">
            Later trades
          </ButtonLink>
        )}
      </nav>
    </Section>
  );
}
