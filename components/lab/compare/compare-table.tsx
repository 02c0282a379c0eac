'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { DataTable, type TableColumn } from '@/components/ui/data-table';
import { MoneyText, PercentText } from '@/components/ui/figures';
import type { ComparisonLine, ComparisonResult, TestedLine } from '@/lib/shared/contracts/comparison';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { lineName } from '@/lib/shared/strategy-names';
import {
  type CompareFigure,
  type CompareOrder,
  isAnnualisedComparison,
  isOwnLine,
  orderedLines,
} from './compare-reading';

const HEADERS: Readonly<Record<CompareFigure, string>> = {
  total: 'Whole return',
  annual: 'Return a year',
  volatility: 'Volatility',
  sharpe: 'Sharpe',
  drawdown: 'Deepest fall',
  calmar: 'Calmar',
  turnover: 'Turnover',
  costs: 'Costs',
};

const ALL = Object.keys(HEADERS) as CompareFigure[];
const PER_YEAR: readonly CompareFigure[] = ['annual', 'volatility', 'sharpe', 'calmar', 'turnover'];

/** Every line with the same figures; a click on a heading sorts by it, a second click turns the order around. */
export function CompareTable({ result }: { readonly result: ComparisonResult }) {
  const [order, setOrder] = useState<CompareOrder>();
  const shown = isAnnualisedComparison(result) ? ALL : ALL.filter((id) => !PER_YEAR.includes(id));
  const columns: TableColumn[] = [
    { id: 'name', header: 'Rule' },
    ...shown.map((id): TableColumn => {
      const isSorted = order?.by === id;
      return {
        id,
        kind: 'number',
        sort: isSorted ? (order.isFalling ? 'descending' : 'ascending') : undefined,
        header: (
          <SortButton
            label={HEADERS[id]}
            order={isSorted ? order : undefined}
            onSort={() => setOrder({ by: id, isFalling: isSorted ? !order.isFalling : true })}
          />
        ),
      };
    }),
  ];
  return (
    <DataTable
      caption="Rules side by side"
      isCaptionHidden
      columns={columns}
      rows={orderedLines(result.lines, order).map((line) => ({
        id: line.id,
        isMuted: line.status === 'failed',
        cells: { name: <LineCell line={line} />, ...(line.status === 'tested' ? cellsOf(line) : {}) },
      }))}
    />
  );
}

interface SortButtonProps {
  readonly label: string;
  readonly order: CompareOrder | undefined;
  readonly onSort: () => void;
}

function SortButton({ label, order, onSort }: SortButtonProps) {
  const Arrow = order?.isFalling === false ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={onSort}
      className="inline-flex min-h-8 items-center gap-1 rounded-control hover:text-ink"
    >
      {label}
      <Arrow aria-hidden className={`size-3.5 ${order === undefined ? 'opacity-30' : ''}`} />
    </button>
  );
}

function LineCell({ line }: { readonly line: ComparisonLine }) {
  return (
    <span className="flex w-40 flex-col gap-1 sm:w-52">
      <span className={isOwnLine(line) ? 'font-strong text-accent' : ''}>{lineName(line.ref)}</span>
      {line.status === 'failed' && <span>Not tested. {line.reason}</span>}
    </span>
  );
}

const cellsOf = ({ metrics, endValue, costs, tradeCount, turnoverAnnual }: TestedLine): Record<string, ReactNode> => ({
  total: (
    <span className="flex flex-col items-end">
      <PercentText value={metrics.totalReturn} tone="change" />
      <MoneyText amount={endValue.amount} decimals={0} className="text-muted" />
    </span>
  ),
  annual: <PercentText value={metrics.annualReturn} tone="change" />,
  volatility: formatPercent(metrics.annualVolatility),
  sharpe: formatNumber(metrics.sharpe),
  drawdown: formatPercent(metrics.maxDrawdown),
  calmar: formatNumber(metrics.calmar),
  turnover: formatPercent(turnoverAnnual),
  costs: (
    <span className="flex flex-col items-end">
      <MoneyText amount={costs.amount} decimals={0} />
      <span className="text-muted">{formatCount(tradeCount, 'trade')}</span>
    </span>
  ),
});
