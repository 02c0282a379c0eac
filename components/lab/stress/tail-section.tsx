import type { ReactNode } from 'react';
import { CorrelationHeatmap } from '@/components/charts/correlation-heatmap';
import { Section } from '@/components/layout/page';
import { DataTable } from '@/components/ui/data-table';
import type { StressedRiskAnswer, TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressLab } from '@/lib/shared/contracts/stress-lab';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';

export interface TailSectionProps {
  readonly lab: StressLab;
  readonly source: ReactNode;
}

/** Do the holdings crash together, and how bad are days and years when things are at their worst? */
export function TailSection({ lab, source }: TailSectionProps) {
  const { tails, stressedRisk, market } = lab;
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
            { id: 'conditional', header: 'Mean of those times', kind: 'number' },
          ]}
          rows={riskRows(stressedRisk).map(({ id, when, over, valueAtRisk, conditionalValueAtRisk }) => ({
            id,
            cells: {
              when,
              over,
              valueAtRisk: <LossText loss={valueAtRisk} money={market.money} />,
              conditional: <LossText loss={conditionalValueAtRisk} money={market.money} />,
            },
          }))}
        />
        {source}
      </Section>
    </>
  );
}

const oneIn = ({ confidence }: StressedRiskAnswer): string => formatNumber(1 / (1 - confidence), { decimals: 0 });

function tailTakeaway({ degreesOfFreedom, isNearNormal, observations }: TailsAnswer): string {
  const days = formatCount(observations, 'day');
  return isNearNormal
    ? `Over ${days} your holdings fell together no more often than their correlation explains.`
    : `Over ${days} your holdings crashed together more often than their correlation explains: the darker a pair, the less one helps when the other falls (t copula with ${formatNumber(degreesOfFreedom, { decimals: 1 })} degrees of freedom).`;
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
    const { from, to } = worstYear;
    const days = from === null || to === null ? '' : `, ${formatDay(from)} to ${formatDay(to)}`;
    rows.push({ id: 'worst', when: `The worst year${days}`, over: 'a day', ...worstYear });
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

function LossText({ loss, money }: { readonly loss: number; readonly money: number }) {
  return (
    <span className="flex flex-col items-end">
      <span data-amount className="text-loss">
        {formatMoney(-loss * money, 'USD', { decimals: 0, sign: 'always' })}
      </span>
      <span className="text-muted">{formatPercent(-loss, { sign: 'always' })}</span>
    </span>
  );
}
