import { ASSET_CLASS_CATALOGUE } from '@/lib/shared/catalogue.generated';
import type { BacktestDetail, BacktestRunView } from '@/lib/shared/contracts/backtest';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber, NO_FIGURE } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { fact, facts, figures, table, text, words } from './blocks';
import type { ReportBlock, ReportSection } from './model';

/** What lies behind the plan's own line: falls, sources of the gain, what was taken, and how sure the figures are. */
export const detailSections = (own: BacktestRunView, detail: BacktestDetail): ReportSection[] => [
  { title: 'Where the gain came from', blocks: [...taken(detail), contributions(detail)] },
  { title: 'The deepest falls', blocks: [falls(detail)] },
  ...sureness(own, detail),
];

function taken({ accounting }: BacktestDetail): ReportBlock[] {
  const { gain, costs, fees, taxes, liquidationValue } = accounting;
  const before = gain + costs + fees + taxes;
  const withShare = (amount: number): string =>
    before > 0 ? `${formatMoney(amount, 'USD')} (${formatPercent(amount / before)})` : formatMoney(amount, 'USD');
  return [
    text('Costs, fees and taxes stand with their share of the gain before them.'),
    facts([
      fact('Gain', formatMoney(gain, 'USD', { sign: 'always' })),
      fact('Costs of trading', withShare(costs)),
      fact('Fees', withShare(fees)),
      fact('Taxes', withShare(taxes)),
      fact('Interest on cash', formatMoney(accounting.interest, 'USD')),
      ...(liquidationValue === null
        ? []
        : [fact('If all were sold at the end, after taxes', formatMoney(liquidationValue, 'USD'))]),
    ]),
  ];
}

const contributions = (detail: BacktestDetail): ReportBlock =>
  table(
    'What each instrument added, income included, after the cost of trading it',
    [words('Symbol', 1.2), words('Name', 3), words('Class', 1.3), figures('Amount', 1.4)],
    detail.contributions.map(({ symbol, name, assetClass, amount }) => [
      symbol,
      name,
      ASSET_CLASS_CATALOGUE.entries[assetClass].name,
      formatMoney(amount, 'USD', { sign: 'always' }),
    ]),
  );

const falls = ({ drawdowns }: BacktestDetail): ReportBlock =>
  table(
    'From a high to the lowest point and back to the same value, in calendar days',
    [
      words('High'),
      words('Lowest'),
      words('Back'),
      figures('Depth'),
      figures('Way down', 1.3),
      figures('Way back', 1.3),
    ],
    drawdowns.map(({ peakDay, troughDay, recoveryDay, depth, daysToTrough, daysToRecovery }) => [
      formatDay(peakDay),
      formatDay(troughDay),
      recoveryDay === null ? 'not yet' : formatDay(recoveryDay),
      formatPercent(depth, { decimals: 2 }),
      formatCount(daysToTrough, 'day'),
      daysToRecovery === null ? NO_FIGURE : formatCount(daysToRecovery, 'day'),
    ]),
    'It never stood below an earlier high.',
  );

const FIGURES = {
  annualReturn: { name: 'Return a year', isRatio: false },
  annualVolatility: { name: 'Volatility a year', isRatio: false },
  sharpe: { name: 'Sharpe', isRatio: true },
  sortino: { name: 'Sortino', isRatio: true },
  calmar: { name: 'Calmar', isRatio: true },
  maxDrawdown: { name: 'Deepest fall', isRatio: false },
} as const;

function sureness(own: BacktestRunView, { intervals }: BacktestDetail): ReportSection[] {
  // Figures per year of less than one are not shown, and neither is how sure they are.
  if (intervals === null || own.metrics.annualReturn === null) return [];
  const { against, samples, confidence } = intervals;
  const range = (id: keyof typeof FIGURES, ends: { readonly low: number; readonly high: number } | null): string =>
    ends === null ? NO_FIGURE : `${figureText(id, ends.low)} to ${figureText(id, ends.high)}`;
  return [
    {
      title: 'How sure these figures are',
      blocks: [
        text(
          `The days of this test were drawn anew ${samples} times in blocks; ${formatPercent(confidence, { decimals: 0 })} of the draws lie between the two ends. A lead whose ends stand on both sides of zero may be chance.`,
        ),
        table(
          'Figures with their intervals',
          [
            words('Figure', 1.4),
            figures('Your plan'),
            figures('Between', 1.6),
            ...(against === null ? [] : [figures(`Less ${against.toLowerCase()}`, 1.2), figures('Between', 1.6)]),
          ],
          intervals.metrics.map(({ id, interval, difference }) => [
            FIGURES[id].name,
            figureText(id, own.metrics[id]),
            range(id, interval),
            ...(against === null ? [] : [figureText(id, difference?.value ?? null), range(id, difference)]),
          ]),
        ),
      ],
    },
  ];
}

const figureText = (id: keyof typeof FIGURES, value: number | null): string =>
  FIGURES[id].isRatio ? formatNumber(value) : formatPercent(value, { decimals: 2 });
