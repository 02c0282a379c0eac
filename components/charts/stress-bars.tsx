'use client';

import { classNames } from '@/components/ui/class-names';
import { formatMoney } from '@/lib/shared/format/money';
import { formatPercent } from '@/lib/shared/format/percent';
import { ChartFrame, type ChartTexts } from './chart-frame';
import { ShareBar } from './share-bar';

export interface StressRow {
  readonly id: string;
  readonly label: string;
  /** What happens in it: dates, or the shock. */
  readonly description?: string | undefined;
  /** Change of the portfolio as a decimal: −0.2 is a loss of 20 %. */
  readonly change: number;
  /** The same in money. */
  readonly amount: number;
  /** Named proxies and other reservations. */
  readonly note?: string | undefined;
}

export interface StressBarsProps extends ChartTexts {
  readonly rows: readonly StressRow[];
  readonly currency?: string | undefined;
}

/** What each bad time would have done to this portfolio, in money. */
export function StressBars(props: StressBarsProps) {
  const { rows, currency = 'USD' } = props;
  const worst = rows.toSorted((left, right) => left.change - right.change)[0];
  return (
    <ChartFrame
      {...props}
      currency={currency}
      summary={
        worst === undefined
          ? 'No scenario.'
          : `The worst of ${rows.length} is ${worst.label}: ${formatMoney(worst.amount, currency, { decimals: 0 })}, ${formatPercent(worst.change)}.`
      }
      table={{
        columns: [
          { header: 'Scenario', kind: 'text' },
          { header: 'Change', kind: 'percent' },
          { header: 'Amount', kind: 'money' },
        ],
        rows: rows.map(({ label, change, amount }) => [label, change, amount]),
      }}
    >
      <StressRows rows={rows} currency={currency} />
    </ChartFrame>
  );
}

/** A name, a bar to either side of zero, and the change in money and as a share. */
export function StressRows({ rows, currency = 'USD' }: Pick<StressBarsProps, 'rows' | 'currency'>) {
  const changes = rows.map(({ change }) => change);
  const ends = [Math.min(-0.01, ...changes), Math.max(0, ...changes)] as const;
  return (
    <ul className="flex flex-col text-small">
      {rows.map((row) => (
        <li
          key={row.id}
          className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-2 border-t border-hairline py-3 sm:grid-cols-[minmax(9rem,16rem)_1fr_9rem]"
        >
          <span className="flex min-w-0 flex-col">
            <span className="font-strong">{row.label}</span>
            {row.description !== undefined && <span className="text-muted">{row.description}</span>}
            {row.note !== undefined && <span className="text-warning">{row.note}</span>}
          </span>
          <span className="col-span-2 row-start-2 sm:col-span-1 sm:col-start-2 sm:row-start-1">
            <ShareBar value={row.change} ends={ends} color={row.change < 0 ? 'var(--loss)' : 'var(--gain)'} />
          </span>
          <span className="figures flex flex-col text-end sm:col-start-3">
            <span data-amount className={classNames('font-strong', row.change < 0 ? 'text-loss' : 'text-gain')}>
              {formatMoney(row.amount, currency, { decimals: 0, sign: 'always' })}
            </span>
            <span className="text-muted">{formatPercent(row.change, { sign: 'always' })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
