import { GrowthChart } from '@/components/charts/growth-chart';
import { Section } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { DisclosureBox } from '@/components/ui/disclosure';
import { MoneyText, PercentText } from '@/components/ui/figures';
import { Notice } from '@/components/ui/states';
import { Term } from '@/components/ui/tooltip';
import type { BacktestLine, BacktestSummary } from '@/lib/shared/contracts/recommend';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { ROUTES } from '@/lib/shared/routes';
import type { PlanPartProps } from './plan-holdings';
import { PlanSource } from './plan-source';
import { PLAN_LINE, volatilityMet } from './plan-words';

/** Annualised figures of less than a year are not shown. */
const YEAR_MILLISECONDS = 365 * 86_400_000;

const money = (amount: number): string => formatMoney(amount, 'USD', { decimals: 0 });

/** The same rules on the past, beside three that need no forecast; what that does not prove stands beside it. */
export function PlanEvidence({ answer, plan }: PlanPartProps) {
  const { backtest } = plan;
  const met = volatilityMet(plan);
  const drawn = backtest.lines.filter(({ status, monthly }) => status === 'finished' && monthly.length > 1);
  return (
    <Section
      id="evidence"
      title="On past prices"
      actions={
        <ButtonLink href={ROUTES.labBacktest} variant="secondary" size="small">
          Test it further
        </ButtonLink>
      }
    >
      <div className="grid gap-x-12 gap-y-8 min-[1500px]:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="min-[1500px]:order-last">
          <DisclosureBox title="Before you read this">
            <ul className="flex flex-col gap-2">
              {PLAN_MESSAGES.hypothetical.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </DisclosureBox>
        </div>
        {drawn.length === 0 ? (
          <Notice title="There is no test to show">
            The prices do not reach back far enough: a plan needs {answer.assumptions.lookbackDays} trading days before
            its first decision.
          </Notice>
        ) : (
          <GrowthChart
            takeaway={evidenceSentence(backtest)}
            title={`Value of ${money(backtest.startMoney)} at month ends, US dollars, after trading costs`}
            dates={backtest.months}
            series={drawn.map(({ id, name, monthly }) => ({
              id,
              label: name,
              values: monthly,
              isOwn: id === PLAN_LINE,
            }))}
            source={<PlanSource answer={answer} />}
          />
        )}
      </div>
      {met !== undefined && <p className="max-w-prose">{met}</p>}
      <EvidenceTable backtest={backtest} />
    </Section>
  );
}

function evidenceSentence({ from, to, startMoney, lines }: BacktestSummary): string {
  const plan = lines.find(({ id }) => id === PLAN_LINE);
  const endValue = plan?.endValue ?? null;
  if (endValue === null) return 'The plan itself could not be tested on these prices.';
  const others = lines.flatMap((line) =>
    line.id === PLAN_LINE || line.endValue === null ? [] : [line.endValue > endValue],
  );
  const grew = `From ${formatDay(from)} to ${formatDay(to)} these rules would have turned ${money(startMoney)} into ${money(endValue)}`;
  if (others.length === 0) return `${grew}.`;
  const better = others.filter(Boolean).length;
  if (better === 0) return `${grew}, more than each of the ${others.length} simple rules beside it.`;
  if (better === others.length) return `${grew}, less than each of the ${others.length} simple rules beside it.`;
  return `${grew}; ${better} of the ${others.length} simple rules beside it would have ended higher.`;
}

function EvidenceTable({ backtest }: { readonly backtest: BacktestSummary }) {
  const isAnnual = Date.parse(backtest.to) - Date.parse(backtest.from) >= YEAR_MILLISECONDS;
  return (
    <div className="flex flex-col gap-3">
      <DataTable
        caption="Results after trading costs, before taxes"
        columns={[
          { id: 'name', header: 'Rule' },
          { id: 'end', header: 'End value', kind: 'number' },
          { id: 'return', header: 'Return a year', kind: 'number' },
          { id: 'volatility', header: <Term id="volatility">Volatility</Term>, kind: 'number' },
          { id: 'sharpe', header: <Term id="sharpe">Sharpe ratio</Term>, kind: 'number' },
          { id: 'drawdown', header: <Term id="maximum-drawdown">Deepest fall</Term>, kind: 'number' },
          { id: 'worst', header: 'Worst year', kind: 'number' },
          { id: 'turnover', header: <Term id="turnover">Turnover</Term>, kind: 'number' },
          { id: 'costs', header: 'Costs paid', kind: 'number' },
          { id: 'trades', header: 'Trades', kind: 'number' },
        ]}
        rows={backtest.lines.map((line) => ({
          id: line.id,
          isMuted: line.status !== 'finished',
          cells: evidenceCells(line, isAnnual),
        }))}
      />
      {backtest.lines.map(({ id, name, note }) =>
        note === null ? null : (
          <p key={id} className="max-w-prose text-small text-muted">
            {name}: {note}
          </p>
        ),
      )}
    </div>
  );
}

const evidenceCells = (line: BacktestLine, isAnnual: boolean) => ({
  name: (
    <span className={`whitespace-nowrap ${line.id === PLAN_LINE ? 'font-strong text-accent' : ''}`}>{line.name}</span>
  ),
  end: <MoneyText amount={line.endValue} decimals={0} />,
  return: <PercentText value={isAnnual ? line.annualReturn : null} />,
  volatility: <PercentText value={isAnnual ? line.annualVolatility : null} />,
  sharpe: formatNumber(isAnnual ? line.sharpe : null),
  drawdown: <PercentText value={line.maxDrawdown} />,
  worst: line.worstYear === null ? '–' : `${formatPercent(line.worstYear.return)} (${line.worstYear.year})`,
  turnover: <PercentText value={isAnnual ? line.turnoverAnnual : null} decimals={0} />,
  costs: <MoneyText amount={line.costs} />,
  trades: formatNumber(line.trades, { decimals: 0 }),
});
