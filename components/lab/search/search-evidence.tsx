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
        note={`over ${formatCount(overfitting.inSample.length, 'split')}; in ${chance(overfitting.probabilityOfLoss)} of them the winner earned less than cash`}
      />
      <StatFigure
        label={<Term id="deflated-sharpe">Better than luck</Term>}
        value={chance(deflated.probability)}
        note={`${chance(probabilisticSharpe)} had it been the only try`}
      />
      <StatFigure
        label={<Term id="data-snooping">Best of many, by chance</Term>}
        value={chance(superior.consistent)}
        note={`at least ${chance(superior.lower)}, at most ${chance(superior.upper)}; ${chance(superior.realityCheck)} by the simpler test (reality check)`}
      />
      <StatFigure
        label="Tries"
        value={formatCount(result.trials.length, 'try', 'tries')}
        note={`so alike that they count as ${formatNumber(deflated.effectiveTrials, { decimals: 0 })}${failed > 0 ? `; ${failed} came to nothing` : ''}`}
      />
      <StatFigure
        label="Record needed"
        value={
          trackRecordYears === null ? 'None is enough' : `${formatNumber(trackRecordYears, { decimals: 1 })} years`
        }
        note="of prices, to be 95% sure that it earns more than cash"
      />
      <StatFigure
        label="The same search, repeated"
        value={formatNumber(walkForwardSharpe)}
        note={`Sharpe when chosen anew as time went by; ${formatNumber(Math.min(...pathSharpes))} to ${formatNumber(Math.max(...pathSharpes))} on other cuts of the past`}
      />
    </FigureRow>
  );
}
