import type { ReactNode } from 'react';
import { formatDay, formatInstant } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import type { SignStyle } from '@/lib/shared/format/number';
import { formatPercent, formatPercentRange } from '@/lib/shared/format/percent';
import { classNames } from './class-names';

/** A change has a direction: sign, arrow and hue say it three times, so that colour is never alone. */
export type FigureTone = 'plain' | 'change';

interface ToneProps {
  readonly tone?: FigureTone | undefined;
  readonly className?: string | undefined;
}

const signFor = (tone: FigureTone): SignStyle => (tone === 'change' ? 'always' : 'negative');

function ChangeText({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  const isGain = text.startsWith('+');
  const isLoss = text.startsWith('\u2212');
  return (
    <span className={classNames('whitespace-nowrap', isGain && 'text-gain', isLoss && 'text-loss')}>
      {(isGain || isLoss) && <span aria-hidden>{isGain ? '↑' : '↓'}&thinsp;</span>}
      {children ?? text}
    </span>
  );
}

export interface MoneyTextProps extends ToneProps {
  /** The wire text (`"1250.00"`) for ledger money; a number only for analytics. */
  readonly amount: string | number | null;
  readonly currency?: string | undefined;
  readonly decimals?: 0 | 2 | undefined;
}

/** Blurs with the rest when the reader hides amounts. */
export function MoneyText({ amount, currency = 'USD', decimals = 2, tone = 'plain', className }: MoneyTextProps) {
  const text = formatMoney(amount, currency, { decimals, sign: signFor(tone) });
  return (
    <span data-amount className={classNames('figures whitespace-nowrap', className)}>
      {tone === 'change' ? <ChangeText text={text} /> : text}
    </span>
  );
}

export interface PercentTextProps extends ToneProps {
  /** A decimal: 0.12 is shown as 12.0%. */
  readonly value: number | null;
  readonly decimals?: number | undefined;
}

export function PercentText({ value, decimals = 1, tone = 'plain', className }: PercentTextProps) {
  const text = formatPercent(value, { decimals, sign: signFor(tone) });
  return (
    <span className={classNames('figures whitespace-nowrap', className)}>
      {tone === 'change' ? <ChangeText text={text} /> : text}
    </span>
  );
}

export interface PercentRangeTextProps {
  readonly low: number | null;
  readonly high: number | null;
  readonly decimals?: number | undefined;
}

export function PercentRangeText({ low, high, decimals = 1 }: PercentRangeTextProps) {
  return <span className="figures">{formatPercentRange(low, high, { decimals })}</span>;
}

/** An ISO day. */
export function DateText({ day, className }: { readonly day: string; readonly className?: string | undefined }) {
  return (
    <time dateTime={day} className={classNames('figures whitespace-nowrap', className)}>
      {formatDay(day)}
    </time>
  );
}

/** An ISO instant, in UTC. */
export function InstantText({
  instant,
  className,
}: {
  readonly instant: string;
  readonly className?: string | undefined;
}) {
  return (
    <time dateTime={instant} className={classNames('figures whitespace-nowrap', className)}>
      {formatInstant(instant)}
    </time>
  );
}

export interface StatFigureProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly unit?: ReactNode | undefined;
  /** The honest width of the figure: `4.1% to 7.9%`. */
  readonly range?: ReactNode | undefined;
  readonly note?: ReactNode | undefined;
  /** An ISO day, where it differs from the page's. */
  readonly asOf?: string | undefined;
  readonly size?: 'regular' | 'large' | undefined;
}

/** One figure with its name, unit and range. Put several in a `FigureRow`. */
export function StatFigure({ label, value, unit, range, note, asOf, size = 'regular' }: StatFigureProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <dt className="text-small text-muted">{label}</dt>
      <dd className="flex flex-col gap-1">
        <span className={classNames('figures', size === 'large' ? 'text-title' : 'text-lead font-strong')}>
          {value}
          {unit !== undefined && <span className="ms-1 text-small font-regular text-muted">{unit}</span>}
        </span>
        {range !== undefined && <span className="figures text-small">{range}</span>}
        {note !== undefined && <span className="text-small text-muted">{note}</span>}
        {asOf !== undefined && (
          <span className="text-small text-muted">
            as of <DateText day={asOf} />
          </span>
        )}
      </dd>
    </div>
  );
}

/** Figures in a row between hairlines; two columns on phones. */
export function FigureRow({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  return (
    <dl
      className={classNames(
        'grid grid-cols-2 gap-x-6 gap-y-6 border-y border-hairline py-6 md:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]',
        className,
      )}
    >
      {children}
    </dl>
  );
}
