import type { ReactNode } from 'react';
import { CorrelationHeatmap } from '@/components/charts/correlation-heatmap';
import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import { Term } from '@/components/ui/tooltip';
import type { StressedRiskAnswer, TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressLab } from '@/lib/shared/contracts/stress-lab';
import { formatNumber } from '@/lib/shared/format/number';
import { formatCount } from '@/lib/shared/format/quantity';
import { windowOf } from '../stress-reading';
import { LossFigure } from './loss-figure';

export interface TailSectionProps {
  readonly lab: StressLab;
  /** The amount the reader looks at. */
  readonly money: number;
  readonly source: ReactNode;
}

/** Do the holdings crash together, and how bad are days and years when things are at their worst? */
export function TailSection({ lab, money, source }: TailSectionProps) {
  const { tails, stressedRisk } = lab;
  return (
    <>
      <Section title="Do your holdings crash together?">
        {tails === null ? (
          <p className="text-muted">
            Too few of your holdings move, or too few days of prices are shared by all, to say whether they crash
            together.
          </p>
        ) : (
          <CorrelationHeatmap
            takeaway={tailTakeaway(tails)}
            title="Chance that one is at its very worst when the other is, 0 to 1"
            symbols={tails.symbols}
            correlations={tails.dependence}
            source={source}
          />
        )}
      </Section>
      <Section title="Bad days and bad years, at their worst" isDense>
        <DataTable
          caption="Losses in the worst year of the record, and when nothing offsets anything"
          isCaptionHidden
          columns={[
            { id: 'when', header: 'When' },
            { id: 'over', header: 'Over' },
            { id: 'valueAtRisk', header: `Exceeded one time in ${oneIn(stressedRisk)}`, kind: 'number' },
            { id: 'conditional', header: 'Average of those times', kind: 'number' },
          ]}
          rows={riskRows(stressedRisk).map(({ id, when, over, valueAtRisk, conditionalValueAtRisk }) => ({
            id,
            cells: {
              when,
              over,
              valueAtRisk: <LossFigure change={-valueAtRisk} money={money} />,
              conditional: <LossFigure change={-conditionalValueAtRisk} money={money} />,
            },
          }))}
        />
        {source}
      </Section>
    </>
  );
}

const oneIn = ({ confidence }: StressedRiskAnswer): string => formatNumber(1 / (1 - confidence), { decimals: 0 });

function tailTakeaway({ degreesOfFreedom, isNearNormal, observations }: TailsAnswer): ReactNode {
  const days = formatCount(observations, 'day');
  if (isNearNormal) return `Over ${days} your holdings fell together no more often than their correlation explains.`;
  const degrees = formatNumber(degreesOfFreedom, { decimals: 1 });
  return (
    <>
      Over {days} your holdings{' '}
      <Term
        definition={`Measured with a t copula of ${degrees} degrees of freedom: the fewer, the more often all crash at once.`}
      >
        crashed together
      </Term>{' '}
      more often than their correlation explains: the darker a pair, the less one helps when the other falls.
    </>
  );
}

interface RiskRow {
  readonly id: string;
  readonly when: string;
  readonly over: string;
  readonly valueAtRisk: number;
  readonly conditionalValueAtRisk: number;
}

function riskRows({ wholeRecord, worstYear, correlations }: StressedRiskAnswer): RiskRow[] {
  const rows: RiskRow[] = [];
  if (wholeRecord !== null) {
    const when = `All ${formatCount(wholeRecord.observations, 'day')} of the record`;
    rows.push({ id: 'whole', when, over: 'a day', ...wholeRecord });
  }
  if (worstYear !== null) {
    const days = windowOf(worstYear);
    const when = days === undefined ? 'The worst year' : `The worst year, ${days}`;
    rows.push({ id: 'worst', when, over: 'a day', ...worstYear });
  }
  for (const { towardsOne, ...tail } of correlations) {
    const when = CORRELATION_WORDS.get(towardsOne);
    if (when !== undefined) rows.push({ id: `correlation-${towardsOne}`, when, over: 'a year', ...tail });
  }
  return rows;
}

const CORRELATION_WORDS: ReadonlyMap<number, string> = new Map([
  [0, 'Holdings move together as they usually do'],
  [0.5, 'Half way to all moving as one'],
  [1, 'All move as one'],
]);
