import type { ComparisonLine, ComparisonResult, TestedLine } from '@/lib/shared/contracts/comparison';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { lineName } from '@/lib/shared/strategy-names';

/** What a plan of this house is made by. */
const OWN_STRATEGY = 'mean-variance';

/** Whether the line is the reader's own method, which carries the accent. */
export const isOwnLine = ({ ref }: Pick<ComparisonLine, 'ref'>): boolean =>
  ref.kind === 'strategy' && ref.strategy === OWN_STRATEGY;

export const testedLines = ({ lines }: Pick<ComparisonResult, 'lines'>): TestedLine[] =>
  lines.filter((line) => line.status === 'tested');

/** What each column is sorted by; null figures go last whichever way. */
export const COMPARE_FIGURES = {
  total: ({ metrics }) => metrics.totalReturn,
  annual: ({ metrics }) => metrics.annualReturn,
  volatility: ({ metrics }) => metrics.annualVolatility,
  sharpe: ({ metrics }) => metrics.sharpe,
  drawdown: ({ metrics }) => metrics.maxDrawdown,
  calmar: ({ metrics }) => metrics.calmar,
  turnover: ({ turnoverAnnual }) => turnoverAnnual,
  costs: ({ costs }) => Number(costs.amount),
} as const satisfies Record<string, (line: TestedLine) => number | null>;

export type CompareFigure = keyof typeof COMPARE_FIGURES;

export interface CompareOrder {
  readonly by: CompareFigure;
  readonly isFalling: boolean;
}

/** Tested lines by the figure, then those that failed, each in the order in which they were asked for. */
export function orderedLines(lines: readonly ComparisonLine[], order: CompareOrder | undefined): ComparisonLine[] {
  if (order === undefined) return [...lines];
  const figure = (line: ComparisonLine): number | null =>
    line.status === 'tested' ? COMPARE_FIGURES[order.by](line) : null;
  return lines.toSorted((left, right) => {
    const [a, b] = [figure(left), figure(right)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return order.isFalling ? b - a : a - b;
  });
}

/** Figures per year exist only where the window was long enough to annualise. */
export const isAnnualisedComparison = (result: Pick<ComparisonResult, 'lines'>): boolean =>
  testedLines(result).some(({ metrics }) => metrics.annualReturn !== null);

/** Names the calmest and the steepest, never a winner: on one past, the best of many is partly luck. */
export function comparisonAnswer(result: Pick<ComparisonResult, 'lines'>): string {
  const tested = testedLines(result);
  const falls = tested
    .flatMap(({ ref, metrics }) => (metrics.maxDrawdown === null ? [] : [{ ref, fall: -metrics.maxDrawdown }]))
    .toSorted((left, right) => left.fall - right.fall);
  const [calmest, deepest] = [falls[0], falls.at(-1)];
  const count = formatCount(tested.length, 'rule');
  if (calmest === undefined || deepest === undefined || calmest === deepest) return `${count} on the same past prices.`;
  const words = ({ ref, fall }: (typeof falls)[number]): string => `${formatPercent(fall)} (${lineName(ref)})`;
  return `${count} on the same past prices. Their deepest falls run from ${words(calmest)} to ${words(deepest)}.`;
}
