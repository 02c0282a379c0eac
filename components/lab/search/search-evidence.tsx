import { FigureRow, StatFigure } from '@/components/ui/figures';
import { Term } from '@/components/ui/tooltip';
import type { SearchResult } from '@/lib/shared/contracts/search';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { bestTrial, lineOf } from './search-reading';

const chance = (value: number): string => formatPercent(value, { decimals: 0 });

/** The figures behind the verdict, the plain ones first. */
export function SearchEvidenceFigures({ result }: { readonly result: SearchResult }) {
  const { overfitting, deflated, superior, probabilisticSharpe, trackRecordYears, walkForwardSharpe, pathSharpes } =
    result.evidence;
  const failed = result.trials.filter(({ figures }) => figures === null).length;
  return (
    <FigureRow>
      <StatFigure
        label={
          <>
            <Term id="sharpe">Sharpe</Term> where chosen
          </>
        }
        value={formatNumber(bestTrial(result)?.figures?.sharpe ?? null)}
        note={`${formatNumber(deflated.luckSharpe)} is what luck alone would show`}
      />
      <StatFigure
        label="Sharpe on untouched days"
        value={formatNumber(lineOf(result, 'chosen')?.figures.sharpe ?? null)}
        note={`your plan: ${formatNumber(lineOf(result, 'plan')?.figures.sharpe ?? null)}`}
      />
      <StatFigure
        label={<Term id="overfitting-probability">Chance of overfitting</Term>}
        value={chance(overfitting.probability)}
        note={`over ${formatCount(overfitting.inSample.length, 'split')}; ${chance(overfitting.probabilityOfLoss)} of the winners lost`}
      />
      <StatFigure
        label={<Term id="deflated-sharpe">Better than luck</Term>}
        value={chance(deflated.probability)}
        note={`${formatNumber(probabilisticSharpe * 100, { decimals: 0 })}% had it been the only try`}
      />
      <StatFigure
        label={<Term id="data-snooping">Best of many, by chance</Term>}
        value={chance(superior.consistent)}
        note={`${chance(superior.lower)} to ${chance(superior.upper)}; plain test ${chance(superior.realityCheck)}`}
      />
      <StatFigure
        label="Tries"
        value={formatCount(result.trials.length, 'try', 'tries')}
        note={`as good as ${formatNumber(deflated.effectiveTrials, { decimals: 0 })} independent ones${failed > 0 ? `; ${failed} came to nothing` : ''}`}
      />
      <StatFigure
        label="Record needed"
        value={trackRecordYears === null ? 'No length' : `${formatNumber(trackRecordYears, { decimals: 1 })} years`}
        note="for this ratio to stand above cash at 95%"
      />
      <StatFigure
        label="The same search, repeated"
        value={formatNumber(walkForwardSharpe)}
        note={`Sharpe as time went by; ${formatNumber(Math.min(...pathSharpes))} to ${formatNumber(Math.max(...pathSharpes))} cross-validated`}
      />
    </FigureRow>
  );
}
