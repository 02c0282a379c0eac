import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { DateText } from './figures';
import { TextLink } from './text-link';

export interface SourceNoteProps {
  /** `simulated market`, `Yahoo Finance`, a file name. */
  readonly source: string;
  /** ISO day of the newest datum used. */
  readonly asOf: string;
  readonly method?: { readonly label: string; readonly href: string } | undefined;
  readonly extra?: ReactNode | undefined;
  readonly className?: string | undefined;
}

/** Source, age and method of the figures above it: one line, always in the same place. */
export function SourceNote({ source, asOf, method, extra, className }: SourceNoteProps) {
  return (
    <p className={classNames('flex flex-wrap gap-x-2 text-small text-muted', className)}>
      <span>Source: {source}</span>
      <span aria-hidden>·</span>
      <span>
        as of <DateText day={asOf} />
      </span>
      {method !== undefined && (
        <>
          <span aria-hidden>·</span>
          <TextLink href={method.href} className="text-muted">
            {method.label}
          </TextLink>
        </>
      )}
      {extra !== undefined && (
        <>
          <span aria-hidden>·</span>
          <span>{extra}</span>
        </>
      )}
    </p>
  );
}
