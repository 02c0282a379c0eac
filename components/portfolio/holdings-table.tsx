import { DataTable, type TableRow } from '@/components/ui/data-table';
import { MoneyText, PercentText } from '@/components/ui/figures';
import type { PortfolioView, PositionView } from '@/lib/shared/contracts/account';
import { formatMoney } from '@/lib/shared/format/money';
import { formatPercent, formatPoints } from '@/lib/shared/format/percent';
import { formatQuantityText } from '@/lib/shared/format/quantity';
import { Term } from '@/components/ui/tooltip';

const COLUMNS = [
  { id: 'symbol', header: 'Holding' },
  { id: 'value', header: 'Value', kind: 'number' },
  { id: 'weight', header: 'Weight', kind: 'number' },
  { id: 'target', header: 'Plan', kind: 'number' },
  {
    id: 'gain',
    header: (
      <Term definition="Value today less what the units held cost. Nothing is realised until you sell.">Gain</Term>
    ),
    kind: 'number',
  },
  { id: 'quantity', header: 'Quantity', kind: 'number' },
  { id: 'price', header: 'Price', kind: 'number' },
  {
    id: 'cost',
    header: <Term definition="What one unit cost you on average, trading fees included.">Average cost</Term>,
    kind: 'number',
  },
] as const;

/** Everything in the account, cash and total included, so that the figures add up on the page. */
export function HoldingsTable({ view }: { readonly view: PortfolioView }) {
  const rows: TableRow[] = [
    ...view.positions.toSorted((left, right) => right.weight - left.weight).map(positionRow),
    ...view.missing.map(({ symbol, name, targetWeight }): TableRow => ({
      id: `missing-${symbol}`,
      isMuted: true,
      cells: {
        symbol: <HoldingName symbol={symbol} name={name} />,
        quantity: 'not held yet',
        weight: formatPercent(0),
        target: formatPercent(targetWeight),
      },
    })),
    {
      id: 'cash',
      cells: {
        symbol: <HoldingName symbol="USD" name="Cash" />,
        value: <MoneyText amount={view.cash.amount} />,
        weight: formatPercent(view.cashWeight),
      },
    },
    {
      id: 'total',
      isTotal: true,
      cells: { symbol: 'Together', value: <MoneyText amount={view.value.amount} />, weight: formatPercent(1) },
    },
  ];
  return <DataTable caption="Holdings" isCaptionHidden columns={COLUMNS} rows={rows} />;
}

function positionRow(position: PositionView): TableRow {
  const { symbol, name, drift, targetWeight } = position;
  return {
    id: symbol,
    cells: {
      symbol: <HoldingName symbol={symbol} name={name} />,
      quantity: <span data-amount>{formatQuantityText(position.quantity)}</span>,
      price: formatMoney(Number(position.price), 'USD'),
      value: <MoneyText amount={position.value.amount} />,
      weight: formatPercent(position.weight),
      target: (
        <span className="flex flex-col items-end">
          {formatPercent(targetWeight)}
          {drift !== null && <span className="text-muted">{formatPoints(drift)}</span>}
        </span>
      ),
      cost: formatMoney(Number(position.averageCost), 'USD'),
      gain: (
        <span className="flex flex-col items-end">
          <MoneyText amount={position.unrealizedGain.amount} tone="change" />
          <PercentText value={position.unrealizedGainRatio} decimals={2} tone="change" />
        </span>
      ),
    },
  };
}

function HoldingName({ symbol, name }: { readonly symbol: string; readonly name: string }) {
  return (
    <span className="flex min-w-32 flex-col sm:max-w-56">
      <span className="font-strong">{symbol}</span>
      <span className="text-muted">{name}</span>
    </span>
  );
}
