import type { ReactNode } from 'react';
import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { Term } from '@/components/ui/tooltip';
import { contributionEnds, errorEnds, factorName, factorsSentence } from '@/lib/shared/backtest-against-words';
import type { BacktestAgainst } from '@/lib/shared/contracts/backtest-against';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent, formatPercentRange } from '@/lib/shared/format/percent';

export interface BacktestFactorsProps {
  readonly factors: BacktestAgainst['factors'];
  readonly source: ReactNode;
}

type Fitted = Extract<NonNullable<BacktestAgainst['factors']>, { readonly status: 'fitted' }>;

/** The plan's days explained by those of the asset classes, with how sure each part is. */
export function BacktestFactors({ factors, source }: BacktestFactorsProps) {
  return (
    <Section
      title="What moved it"
      lead={factors === null ? 'The window is under a year, too short to tell.' : factorsSentence(factors)}
      isDense
    >
      {factors?.status === 'fitted' && <FactorTable factors={factors} />}
      {source}
    </Section>
  );
}

function FactorTable({ factors }: { readonly factors: Fitted }) {
  const { alpha, excessReturn } = factors;
  const alphaEnds = errorEnds(alpha.value, alpha.standardError);
  return (
    <>
      <DataTable
        caption="What moved your plan"
        isCaptionHidden
        columns={[
          { id: 'name', header: 'Class' },
          {
            id: 'beta',
            header: (
              <Term definition="How much your plan moved, on average, on a day on which this class moved by one per cent and the others stood still.">
                Moved with it by
              </Term>
            ),
            kind: 'number',
          },
          { id: 'between', header: 'Between', kind: 'number' },
          {
            id: 'contribution',
            header: (
              <Term definition="The same times the mean return of the class above cash: what the exposure earned. Its ends take the returns of the class as they were.">
                Added a year
              </Term>
            ),
            kind: 'number',
          },
          { id: 'contributionBetween', header: 'Between', kind: 'number' },
        ]}
        rows={[
          ...factors.factors.map(({ name, beta, standardError, contribution }) => {
            const ends = errorEnds(beta, standardError);
            const added = contributionEnds({ beta, standardError, contribution });
            return {
              id: name,
              cells: {
                name: factorName(name),
                beta: formatNumber(beta),
                between: `${formatNumber(ends.low)} to ${formatNumber(ends.high)}`,
                contribution: formatPercent(contribution, { decimals: 2, sign: 'always' }),
                contributionBetween: formatPercentRange(added.low, added.high, { decimals: 2 }),
              },
            };
          }),
          {
            id: 'alpha',
            cells: {
              name: (
                <Term definition="Alpha: the choice within classes, the timing of their shares and costs. It may be chance where its ends stand on both sides of zero.">
                  Not explained
                </Term>
              ),
              contribution: formatPercent(alpha.value, { decimals: 2, sign: 'always' }),
              contributionBetween: formatPercentRange(alphaEnds.low, alphaEnds.high, { decimals: 2 }),
            },
          },
          {
            id: 'total',
            isTotal: true,
            cells: {
              name: 'Return above cash a year',
              contribution: formatPercent(excessReturn, { decimals: 2, sign: 'always' }),
            },
          },
        ]}
      />
      <p className="max-w-prose text-small text-muted">
        “Between” holds the true figure in about 95 of 100 such tests; the errors allow for days that follow one another
        (Newey and West, {factors.lags} days). The sum is a mean of the days, not compounded.
      </p>
    </>
  );
}
