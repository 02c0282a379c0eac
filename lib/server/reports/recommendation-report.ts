import { ASSET_CLASS_CATALOGUE } from '@/lib/shared/catalogue.generated';
import type { RecommendationView } from '@/lib/shared/contracts/plan';
import type { PlanInfo, RecommendAnswer, SolvedPlan } from '@/lib/shared/contracts/recommend';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent, formatPercentRange } from '@/lib/shared/format/percent';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';
import { fact, facts, figures, HYPOTHETICAL_POINTS, marksOf, recordSections, table, text, words } from './blocks';
import { lineDrawing, shareDrawing } from './drawings';
import { CLASS_COLORS, COLORS, type Report, type ReportBlock, type ReportSection } from './model';

export interface RecommendationRecord {
  readonly view: RecommendationView;
  readonly answerHash: string;
  readonly pricesHash: string;
}

/** A recommendation as a document: the mix and its reasons, the evidence, the proof and the record. */
export function recommendationReport({ view, answerHash, pricesHash }: RecommendationRecord): Report {
  const { answer, level, acceptedAt } = view;
  const plan = answer.profiles.find(({ profile }) => profile === level);
  const levelName = PLAN_MESSAGES.levels[level].name;
  return {
    title: `${levelName} plan of ${formatDay(answer.asOf)}`,
    subtitle: `${formatMoney(answer.money, 'USD')}. ${acceptedAt === null ? 'Proposed, not accepted.' : `Accepted on ${formatDay(acceptedAt.slice(0, 10))}.`}`,
    recordedAt: view.createdAt,
    marks: marksOf(answer.source, 'Recommendation'),
    sections: [
      ...planSections(plan, answer),
      ...recordSections({
        source: answer.source,
        pricesHash,
        method: answer.assumptions.sentences,
        hashes: [fact('What was asked', view.inputHash), fact('What was answered', answerHash)],
        engineVersion: view.engineVersion,
      }),
    ],
  };
}

function planSections(plan: PlanInfo | undefined, answer: RecommendAnswer): ReportSection[] {
  if (plan === undefined) return [];
  if (plan.status !== 'solved') return [{ title: 'No plan', blocks: [text(plan.text)] }];
  return [
    { title: 'In figures', blocks: [planFacts(plan)] },
    { title: 'The mix', blocks: mixBlocks(plan, answer) },
    { title: 'Why this mix', blocks: plan.drivers.map((driver) => text(driver.text)) },
    { title: 'On past prices', blocks: backtestBlocks(plan) },
    { title: 'In bad times', blocks: [stressTable(plan)] },
    { title: 'Proof', blocks: [proof(plan)] },
  ];
}

const planFacts = (plan: SolvedPlan): ReportBlock =>
  facts([
    fact('Expected return a year', formatPercent(plan.expectedReturn.mean)),
    fact('Its estimate lies between', formatPercentRange(plan.expectedReturn.low, plan.expectedReturn.high)),
    fact('Volatility a year', formatPercent(plan.volatility)),
    fact('Nine of ten years end between', formatPercentRange(plan.oneYearOutcome.low, plan.oneYearOutcome.high)),
    fact(
      'Worst past year',
      plan.worstYear === null ? '–' : `${formatPercent(plan.worstYear.return)} (${plan.worstYear.year})`,
    ),
    fact('Cash', formatPercent(plan.cashWeight)),
  ]);

/** Less than this is a rounding of the solver, not a holding. */
const WEIGHT_MIN = 5e-4;

function mixBlocks(plan: SolvedPlan, { instruments, money }: RecommendAnswer): ReportBlock[] {
  const held = instruments
    .map((instrument) => ({ ...instrument, weight: plan.weights[instrument.symbol] ?? 0 }))
    .filter(({ weight }) => weight >= WEIGHT_MIN)
    .toSorted((left, right) => right.weight - left.weight);
  return [
    {
      kind: 'drawing',
      title: 'Share of each holding, per cent',
      summary: `${held.length} holdings, the largest ${held[0]?.symbol ?? 'none'}.`,
      drawing: shareDrawing(
        held.map(({ symbol, weight, assetClass }) => ({
          label: symbol,
          share: weight,
          text: formatPercent(weight, { decimals: 2 }),
          color: CLASS_COLORS[assetClass] ?? COLORS.muted,
        })),
      ),
    },
    table(
      'Holdings',
      [
        words('Symbol', 1.2),
        words('Name', 3),
        words('Class', 1.3),
        figures('Weight'),
        figures('Money', 1.4),
        figures('Risk'),
      ],
      held.map(({ symbol, name, assetClass, weight }) => [
        symbol,
        name,
        ASSET_CLASS_CATALOGUE.entries[assetClass].name,
        formatPercent(weight, { decimals: 2 }),
        formatMoney(weight * money, 'USD'),
        formatPercent(plan.riskContributions[symbol] ?? null),
      ]),
    ),
  ];
}

function backtestBlocks({ backtest }: SolvedPlan): ReportBlock[] {
  const finished = backtest.lines.filter(
    ({ monthly }) => monthly.length === backtest.months.length && monthly.length > 1,
  );
  const drawing: ReportBlock[] =
    finished.length === 0
      ? []
      : [
          {
            kind: 'drawing',
            title: `Value of ${formatMoney(backtest.startMoney, 'USD', { decimals: 0 })} after costs`,
            summary: `${formatDay(backtest.from)} to ${formatDay(backtest.to)}, hypothetical.`,
            drawing: lineDrawing({
              dates: backtest.months,
              lines: finished.map(({ name, monthly }, index) => ({ label: name, values: monthly, isOwn: index === 0 })),
              axisText: (value) => formatMoney(value, 'USD', { decimals: 0 }),
            }),
          },
        ];
  return [
    { kind: 'notice', title: 'Hypothetical', points: [...HYPOTHETICAL_POINTS, backtest.disclosure] },
    ...drawing,
    table(
      'After costs',
      [
        words('Line'),
        figures('End value', 1.3),
        figures('Return a year'),
        figures('Volatility'),
        figures('Sharpe'),
        figures('Deepest fall'),
      ],
      backtest.lines.map((line) => [
        line.name,
        formatMoney(line.endValue, 'USD'),
        formatPercent(line.annualReturn, { decimals: 2 }),
        formatPercent(line.annualVolatility, { decimals: 2 }),
        formatNumber(line.sharpe),
        formatPercent(line.maxDrawdown, { decimals: 2 }),
      ]),
    ),
  ];
}

const stressTable = ({ stress }: SolvedPlan): ReportBlock =>
  table(
    'What past crises and shocks would do to this mix',
    [words('Bad time', 3), figures('Change'), figures('In money', 1.3), words('Note', 3)],
    stress.map(({ name, portfolioReturn, moneyChange, note }) => [
      name,
      formatPercent(portfolioReturn, { decimals: 2 }),
      formatMoney(moneyChange, 'USD'),
      note ?? '',
    ]),
  );

const proof = ({ certificate }: SolvedPlan): ReportBlock =>
  text(
    `No other mix within the same limits can be better by more than ${certificate.dualityGap.toExponential(1)}, and each limit holds within ${certificate.primalResidual.toExponential(1)}.`,
  );
