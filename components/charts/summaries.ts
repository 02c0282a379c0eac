import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatPercent } from '@/lib/shared/format/percent';

/** What a reader who cannot see the chart is told first; the table has the rest. */

export interface GrowthLine {
  readonly label: string;
  readonly values: readonly number[];
}

export function growthSummary(lines: readonly GrowthLine[], dates: readonly string[], currency: string): string {
  const first = dates[0];
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return 'No figures yet.';
  const parts = lines.map(({ label, values }) => {
    const end = values.at(-1) ?? null;
    return `${label} from ${formatMoney(values[0] ?? null, currency, { decimals: 0 })} to ${formatMoney(end, currency, { decimals: 0 })}`;
  });
  return `From ${formatDay(first)} to ${formatDay(last)}: ${parts.join('; ')}.`;
}

export interface DrawdownLine {
  readonly label: string;
  readonly drawdowns: readonly number[];
}

export function drawdownSummary(lines: readonly DrawdownLine[], dates: readonly string[]): string {
  return lines
    .map(({ label, drawdowns }) => {
      const deepest = drawdowns.reduce((low, value) => Math.min(low, value), 0);
      const day = dates[drawdowns.indexOf(deepest)];
      return deepest === 0 || day === undefined
        ? `${label} was never below an earlier high.`
        : `${label} fell furthest on ${formatDay(day)}, ${formatPercent(-deepest)} below its high.`;
    })
    .join(' ');
}

export interface NamedShare {
  readonly label: string;
  readonly share: number;
}

/** Largest first: `Stocks 52.0%, Bonds 30.0%, Cash 18.0%.` */
export const sharesSummary = (shares: readonly NamedShare[]): string =>
  `${shares
    .toSorted((left, right) => right.share - left.share)
    .map(({ label, share }) => `${label} ${formatPercent(share)}`)
    .join(', ')}.`;
