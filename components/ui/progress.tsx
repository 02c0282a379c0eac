import { type ReactNode, useId } from 'react';
import { formatPercent } from '@/lib/shared/format/percent';
import { classNames } from './class-names';

export interface ProgressProps {
  readonly label: ReactNode;
  /** 0 to 1; null while the amount of work is unknown. */
  readonly fractionDone: number | null;
  /** What is happening now: `Testing 2015, about 20 s left`. */
  readonly text?: string | undefined;
  readonly className?: string | undefined;
}

export function Progress({ label, fractionDone, text, className }: ProgressProps) {
  const id = useId();
  const percent = fractionDone === null ? undefined : Math.round(Math.min(Math.max(fractionDone, 0), 1) * 100);
  return (
    <div className={classNames('flex flex-col gap-2', className)}>
      <div className="flex items-baseline justify-between gap-4 text-small">
        <span id={id} className="font-strong">
          {label}
        </span>
        {fractionDone !== null && (
          <span className="figures text-muted">{formatPercent(fractionDone, { decimals: 0 })}</span>
        )}
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
        className="h-1.5 overflow-hidden rounded-full bg-hairline"
      >
        <div
          className={classNames(
            'h-full rounded-full bg-accent transition-[width]',
            percent === undefined && 'w-1/3 animate-pulse',
          )}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
      {text !== undefined && <p className="text-small text-muted">{text}</p>}
    </div>
  );
}
