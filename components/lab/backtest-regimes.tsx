import type { ReactNode } from 'react';
import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { Term } from '@/components/ui/tooltip';
import { KNOWN_ON_WORDS, marketSentence, regimeReturn, regimeWords } from '@/lib/shared/backtest-against-words';
import type { BacktestAgainst } from '@/lib/shared/contracts/backtest-against';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';

type Regimes = BacktestAgainst['regimes'];

export interface BacktestRegimesProps {
  readonly regimes: Regimes;
  readonly source: ReactNode;
}

/** How the plan went in each kind of market, and in each crisis of the window that has dates. */
export function BacktestRegimes({ regimes, source }: BacktestRegimesProps) {
  const hasCrises = regimes.rows.some(({ knownOn }) => knownOn === 'given');
  return (
    <>
      <Section title="In each kind of market" lead={marketSentence(regimes)} isDense>
        <MarketTable regimes={regimes} />
        <p className="max-w-prose text-small text-muted">
          The days of one kind are joined as if nothing lay between them; the deepest fall is that of one unbroken
          stretch. Where all its days make less than a year, the return is that of the whole.
        </p>
        {source}
      </Section>
      {hasCrises && (
        <Section
          title="In crises with dates"
          lead="From the close before to the close of the last day; whole returns, not scaled up to a year."
          isDense
        >
          <CrisisTable regimes={regimes} />
          {source}
        </Section>
      )}
    </>
  );
}

/** The line beside the plan, where there is one. */
const besideColumn = ({ against }: Regimes) =>
  against === null ? [] : [{ id: 'beside', header: against, kind: 'number' as const }];

function MarketTable({ regimes }: { readonly regimes: Regimes }) {
  return (
    <DataTable
      caption="Your plan in each kind of market"
      isCaptionHidden
      columns={[
        { id: 'name', header: 'Market' },
        { id: 'share', header: 'Share of days', kind: 'number' },
        { id: 'own', header: 'Return a year', kind: 'number' },
        ...besideColumn(regimes),
        { id: 'volatility', header: <Term id="volatility">Volatility</Term>, kind: 'number' },
        { id: 'fall', header: 'Deepest fall', kind: 'number' },
        { id: 'known', header: 'Could be told' },
      ]}
      rows={regimes.rows
        .filter(({ knownOn }) => knownOn !== 'given')
        .map((row) => {
          const words = regimeWords(row);
          return {
            id: row.id,
            cells: {
              name: <Term definition={words?.meaning}>{words?.name ?? row.id}</Term>,
              share: formatPercent(row.share, { decimals: 0 }),
              own: regimeReturn(row.annualReturn, row.totalReturn),
              beside: regimeReturn(row.benchmarkAnnualReturn, row.benchmarkTotalReturn),
              volatility: formatPercent(row.annualVolatility),
              fall: formatPercent(row.maxDrawdown),
              known: KNOWN_ON_WORDS[row.knownOn],
            },
          };
        })}
    />
  );
}

function CrisisTable({ regimes }: { readonly regimes: Regimes }) {
  return (
    <DataTable
      caption="Your plan in crises with dates"
      isCaptionHidden
      columns={[
        { id: 'name', header: 'Crisis', kind: 'sentence' },
        { id: 'days', header: 'Length', kind: 'number' },
        { id: 'own', header: 'Your plan', kind: 'number' },
        ...besideColumn(regimes),
        { id: 'fall', header: 'Deepest fall', kind: 'number' },
      ]}
      rows={regimes.rows
        .filter(({ knownOn }) => knownOn === 'given')
        .map(({ id, days, totalReturn, benchmarkTotalReturn, maxDrawdown }) => ({
          id,
          cells: {
            name: id,
            days: formatCount(days, 'day'),
            own: formatPercent(totalReturn),
            beside: formatPercent(benchmarkTotalReturn),
            fall: formatPercent(maxDrawdown),
          },
        }))}
    />
  );
}
