import { DataTable } from '@/components/ui/data-table';
import { MoneyText } from '@/components/ui/figures';
import type { StressNext } from '@/lib/shared/contracts/stress-lab';
import { formatMoney } from '@/lib/shared/format/money';
import { nextAnswer } from '../stress-reading';

export interface NextOrdersProps {
  readonly next: StressNext;
  /** The plan's own money, which the orders are sized by. */
  readonly money: number;
}

/** What the plan would do after the shock: the orders of the planner that trades live. */
export function NextOrders({ next, money }: NextOrdersProps) {
  return (
    <div className="flex flex-col gap-4">
      <h3 className="font-strong">What your plan would do next</h3>
      <p className="max-w-prose">{nextAnswer(next)}</p>
      {next.orders.length > 0 && (
        <>
          <DataTable
            caption="Orders after this bad time"
            isCaptionHidden
            columns={[
              { id: 'symbol', header: 'Holding' },
              { id: 'side', header: 'Order' },
              { id: 'value', header: 'Amount', kind: 'number' },
              { id: 'cost', header: 'Cost', kind: 'number' },
            ]}
            rows={next.orders.map(({ symbol, side, value, cost }) => ({
              id: symbol,
              cells: {
                symbol,
                side: side === 'buy' ? 'Buy' : 'Sell',
                value: <MoneyText amount={value} decimals={0} />,
                cost: <MoneyText amount={cost} />,
              },
            }))}
          />
          <p className="text-small text-muted">
            For a plan of <span data-amount>{formatMoney(money, 'USD', { decimals: 0 })}</span>, at the prices after
            this bad time and back to today’s weights. All orders together cost{' '}
            <span data-amount>{formatMoney(next.cost, 'USD')}</span>.
          </p>
        </>
      )}
    </div>
  );
}
