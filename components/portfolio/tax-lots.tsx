import { DataTable, type TableRow } from '@/components/ui/data-table';
import { DownloadLink } from '@/components/ui/download-link';
import { MoneyText } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import { Section } from '@/components/layout/page';
import type { PortfolioView, TaxLotView } from '@/lib/shared/contracts/account';
import { formatDay } from '@/lib/shared/format/date';
import { formatCount, formatQuantityText } from '@/lib/shared/format/quantity';
import { DOWNLOADS } from '@/lib/shared/routes';

const FIGURE_COLUMNS = [
  { id: 'what', header: 'Gains' },
  { id: 'short', header: 'Held up to a year', kind: 'number' },
  { id: 'long', header: 'Held longer', kind: 'number' },
] as const;

const LOT_COLUMNS = [
  { id: 'symbol', header: 'Holding' },
  { id: 'bought', header: 'Bought' },
  { id: 'quantity', header: 'Quantity', kind: 'number' },
  {
    id: 'cost',
    header: (
      <Term definition="What was paid with all fees, and losses that may not be claimed because the same was bought again within 30 days.">
        Cost
      </Term>
    ),
    kind: 'number',
  },
  { id: 'value', header: 'Value', kind: 'number' },
  { id: 'gain', header: 'Gain', kind: 'number' },
  {
    id: 'term',
    header: (
      <Term definition="In the United States gains on what was held for more than a year are taxed at lower rates.">
        Term
      </Term>
    ),
  },
] as const;

type LotsOfAccount = Pick<PortfolioView, 'lots' | 'taxFigures'> & {
  readonly account: Pick<PortfolioView['account'], 'id'>;
};

/** What was bought when and for how much, and what a sale or a tax return would ask for. */
export function TaxLots({ view }: { readonly view: LotsOfAccount }) {
  const { taxFigures, lots } = view;
  const { year, unrealizedShort, unrealizedLong, realizedShort, realizedLong } = taxFigures;
  const figures: TableRow[] = [
    figureRow('Not realised yet', unrealizedShort.amount, unrealizedLong.amount),
    figureRow(`Realised in ${year}`, realizedShort.amount, realizedLong.amount),
  ];
  return (
    <Section
      title="Lots and gains"
      lead="Sales take the oldest units first, and losses are counted as a broker in the United States reports them. This is no tax advice."
      actions={<DownloadLink href={DOWNLOADS.lots(view.account.id)}>CSV</DownloadLink>}
      isDense
    >
      <DataTable caption="Gains by holding period" isCaptionHidden columns={FIGURE_COLUMNS} rows={figures} />
      <p className="max-w-prose text-muted">{incomeSentence(taxFigures.income.length)}</p>
      {taxFigures.income.length > 0 && (
        <DataTable
          caption="Dividends received"
          columns={[
            { id: 'symbol', header: 'Holding' },
            { id: 'amount', header: 'Received', kind: 'number' },
          ]}
          rows={taxFigures.income.map(({ symbol, amount }) => ({
            id: symbol,
            cells: { symbol, amount: <MoneyText amount={amount.amount} /> },
          }))}
        />
      )}
      <DataTable caption="Lots" columns={LOT_COLUMNS} rows={lots.map(lotRow)} maxHeightClass="max-h-96" />
    </Section>
  );
}

const figureRow = (what: string, short: string, long: string): TableRow => ({
  id: what,
  cells: { what, short: <MoneyText amount={short} tone="change" />, long: <MoneyText amount={long} tone="change" /> },
});

const incomeSentence = (count: number): string =>
  count === 0
    ? 'No dividends have been paid in cash: where prices are total-return prices, income is inside them.'
    : `Dividends of ${formatCount(count, 'holding')} have been paid in cash.`;

const lotRow = (lot: TaxLotView, index: number): TableRow => ({
  id: `${lot.symbol}-${lot.boughtDate}-${index}`,
  cells: {
    symbol: lot.symbol,
    bought: formatDay(lot.boughtDate),
    quantity: <span data-amount>{formatQuantityText(lot.quantity)}</span>,
    cost: <MoneyText amount={lot.costBasis.amount} />,
    value: <MoneyText amount={lot.value.amount} />,
    gain: <MoneyText amount={lot.unrealizedGain.amount} tone="change" />,
    term: lot.isLongTerm ? 'over a year' : `up to a year, until ${formatDay(lot.longTermFrom)}`,
  },
});
