import type { ReactNode } from 'react';
import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { Term } from '@/components/ui/tooltip';
import {
  AGAINST_FIGURES,
  againstRange,
  againstSentence,
  againstText,
  differenceSentence,
} from '@/lib/shared/backtest-against-words';
import { AGAINST_FIGURE_IDS, type AgainstLine, type BacktestAgainst } from '@/lib/shared/contracts/backtest-against';
import { formatPercent } from '@/lib/shared/format/percent';
import { DOWNLOADS } from '@/lib/shared/routes';
import { BacktestAttributionTable } from './backtest-attribution-table';
import { BacktestFactors } from './backtest-factors';
import { BacktestRegimes } from './backtest-regimes';
import { RunDownloads } from './run-downloads';

export interface BacktestAgainstProps {
  readonly backtestId: string;
  readonly against: BacktestAgainst;
  readonly source: ReactNode;
}

/** The plan beside rules that anyone can follow: how often ahead, why it differed, what moved it, and in which markets. */
export function BacktestAgainstOthers({ backtestId, against, source }: BacktestAgainstProps) {
  const { lines, factors, regimes } = against;
  return (
    <>
      <Section
        title="Month by month beside other rules"
        lead={<MonthsLead lines={lines} />}
        actions={<RunDownloads addressOf={(format) => DOWNLOADS.backtestAgainst(backtestId, format)} />}
        isDense
      >
        {lines.some(({ figures }) => figures !== null) && <FiguresTable lines={lines} />}
        {source}
      </Section>
      {lines.map((line) => (
        <Section
          key={line.name}
          title={`Why it differed from ${line.name.toLowerCase()}`}
          lead={differenceSentence(line)}
          isDense
        >
          <BacktestAttributionTable line={line} />
          {source}
        </Section>
      ))}
      <BacktestFactors factors={factors} source={source} />
      <BacktestRegimes regimes={regimes} source={source} />
    </>
  );
}

function MonthsLead({ lines }: Pick<BacktestAgainst, 'lines'>) {
  const sentences = lines.flatMap((line) => againstSentence(line) ?? []);
  if (lines.length === 0) return 'None of the rules it is held against could be tested on these prices.';
  if (sentences.length === 0) return 'The window has fewer than twelve full months, too few to compare.';
  return (
    <>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  );
}

function FiguresTable({ lines }: { readonly lines: readonly AgainstLine[] }) {
  const compared = lines.flatMap(({ name, figures }) => (figures === null ? [] : [{ name, figures }]));
  const [first] = compared;
  return (
    <>
      <DataTable
        caption="Your plan beside other rules"
        isCaptionHidden
        columns={[
          { id: 'name', header: 'Figure' },
          ...compared.flatMap(({ name }) => [
            { id: name, header: `Against ${name.toLowerCase()}`, kind: 'number' as const },
            { id: `${name} between`, header: 'Between', kind: 'number' as const },
          ]),
        ]}
        rows={AGAINST_FIGURE_IDS.map((id) => ({
          id,
          cells: {
            name: <Term definition={AGAINST_FIGURES[id].meaning}>{AGAINST_FIGURES[id].name}</Term>,
            ...Object.fromEntries(
              compared.flatMap(({ name, figures }) => {
                const found = figures.values.find((value) => value.id === id);
                return [
                  [name, againstText(id, found?.value ?? null)],
                  [`${name} between`, againstRange(id, found?.interval ?? null)],
                ];
              }),
            ),
          },
        }))}
      />
      {first !== undefined && (
        <p className="max-w-prose text-small text-muted">
          Full months only; the first and the last, which the window may cut, are left out. “Between” holds{' '}
          {formatPercent(first.figures.confidence, { decimals: 0 })} of {first.figures.samples} drawings of these months
          anew, in blocks. A plan no better or worse than the other line is ahead in about half of the months.
        </p>
      )}
    </>
  );
}
