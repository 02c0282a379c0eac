import { isoDayFromNumber } from '@/lib/base/iso-day';
import { type Evidence, type EvidenceLine, PLAN_LINE } from '@/lib/quant/advice/evidence';
import { type BacktestFigures, summarise } from '@/lib/quant/backtest/summary';
import type { BacktestFinished, BacktestOutcome } from '@/lib/quant/backtest/types';
import type { Fact } from '@/lib/quant/policy/types';
import type { BacktestLine, BacktestSummary } from '@/lib/shared/contracts/recommend';
import { undecidedWords } from '@/lib/shared/narrate/en/evidence';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { classNames } from './class-names';

const LINE_NAMES: ReadonlyMap<string, string> = new Map([
  [PLAN_LINE, 'This plan'],
  ['equal-weight', 'Equal weight'],
  ['sixty-forty', '60 % stocks, 40 % bonds'],
]);

const HOLD_PREFIX = 'hold:';

/** From the last trading day before a date to the same date a year later, give or take a long weekend. */
const YEAR_DAYS_MIN = 361;

export const lineName = (id: string): string =>
  LINE_NAMES.get(id) ?? (id.startsWith(HOLD_PREFIX) ? `Buy and hold ${id.slice(HOLD_PREFIX.length)}` : id);

/** Stands beside every figure of a backtest. */
export const backtestDisclosure = (isTaxed: boolean): string =>
  `Hypothetical: computed from past prices with the rules of today, after trading costs, ${isTaxed ? 'after the taxes asked for' : 'before taxes'}. Nobody held this, the past does not repeat, and results differ with period and instruments.`;

/** Why a line could not be run, in one sentence. */
export function whyUnavailable(outcome: Exclude<BacktestOutcome, { status: 'finished' | 'cancelled' }>): string {
  switch (outcome.status) {
    case 'insufficient-history':
      if (outcome.daysNeeded === 1) {
        return `On the day of the first decision there is no price of ${outcome.symbols.join(', ')}.`;
      }
      return `The prices of ${outcome.symbols.join(', ')} do not reach back far enough: ${outcome.daysNeeded} trading days are needed.`;
    case 'no-trading-days':
      return 'There are no trading days in this window.';
    case 'not-decided':
      return outcome.decision.status === 'missing-class'
        ? `There is nothing to hold in ${classNames(outcome.decision.assetClasses)}.`
        : `No decision was possible on ${isoDayFromNumber(outcome.day)}: ${undecidedWords(outcome.decision.status)}.`;
  }
}

const NO_FIGURES = {
  endValue: null,
  annualReturn: null,
  annualVolatility: null,
  sharpe: null,
  maxDrawdown: null,
  worstYear: null,
  turnoverAnnual: null,
  costs: null,
  trades: null,
  annualReturns: [],
  monthly: [],
} as const;

function sentencesOf(facts: readonly Fact[]): string | null {
  const spoken = facts.filter(isNarrated);
  return spoken.length === 0 ? null : spoken.map(narrate).join(' ');
}

/** Three weeks do not make a year: what is per year stays empty for a run that is shorter. */
function withoutAnnualFigures(line: BacktestLine): BacktestLine {
  const note = 'The test is shorter than a year, so nothing is put per year.';
  const nothing = { annualReturn: null, annualVolatility: null, sharpe: null, turnoverAnnual: null };
  return { ...line, ...nothing, note: line.note === null ? note : `${note} ${line.note}` };
}

function finishedLine(id: string, outcome: BacktestFinished, figures: BacktestFigures): BacktestLine {
  const { metrics, endValue, annualReturns, worstYear, monthEnds } = figures;
  const { cost, turnoverAnnual, tradesCount } = outcome.totals;
  const line: BacktestLine = {
    id,
    name: lineName(id),
    status: 'finished',
    note: sentencesOf(outcome.facts),
    endValue,
    annualReturn: metrics.annualReturn,
    annualVolatility: metrics.annualVolatility,
    sharpe: metrics.sharpe,
    maxDrawdown: metrics.maxDrawdown,
    worstYear: worstYear === undefined ? null : { year: worstYear.year, return: worstYear.return },
    turnoverAnnual,
    costs: cost,
    trades: tradesCount,
    annualReturns: annualReturns.map((year) => ({ ...year })),
    monthly: Array.from(monthEnds.values),
  };
  const [firstDay = 0] = outcome.days;
  const daysCovered = (outcome.days.at(-1) ?? firstDay) - firstDay;
  return daysCovered < YEAR_DAYS_MIN ? withoutAnnualFigures(line) : line;
}

function backtestLine({ id, outcome }: EvidenceLine): BacktestLine {
  const name = lineName(id);
  if (outcome.status !== 'finished') {
    return {
      id,
      name,
      status: 'unavailable',
      note: whyUnavailable(outcome),
      ...NO_FIGURES,
      annualReturns: [],
      monthly: [],
    };
  }
  return finishedLine(id, outcome, summarise(outcome));
}

export function backtestSummary({ fromDay, toDay, money, rebalance, lines }: Evidence): BacktestSummary {
  const finished = lines.find(({ outcome }) => outcome.status === 'finished')?.outcome;
  const months = finished?.status === 'finished' ? summarise(finished).monthEnds.days : new Int32Array();
  return {
    from: isoDayFromNumber(fromDay),
    to: isoDayFromNumber(toDay),
    rebalance,
    startMoney: money,
    months: Array.from(months, isoDayFromNumber),
    lines: lines.map(backtestLine),
    disclosure: backtestDisclosure(false),
  };
}
