import type { ReactNode } from 'react';

export interface DisclosureBoxProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Version of the text, so that an acknowledgement can name what was read. */
  readonly version?: string | undefined;
  /** A checkbox or a button that records the acknowledgement. */
  readonly acknowledgement?: ReactNode | undefined;
}

/** What the reader must know before going on, inside the flow and never in a footer. */
export function DisclosureBox({ title, children, version, acknowledgement }: DisclosureBoxProps) {
  return (
    <aside aria-label={title} className="flex flex-col gap-3 border-y border-outline py-6">
      <div className="flex items-baseline justify-between gap-4">
        <p className="font-strong">{title}</p>
        {version !== undefined && <span className="figures text-small text-muted">version {version}</span>}
      </div>
      <div className="flex max-w-prose flex-col gap-3 text-small">{children}</div>
      {acknowledgement !== undefined && <div className="pt-2">{acknowledgement}</div>}
    </aside>
  );
}

export interface DetailsProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean | undefined;
}

/** Evidence one click away. Works without scripts. */
export function Details({ summary, children, isOpenAtFirst = false }: DetailsProps) {
  return (
    <details open={isOpenAtFirst} className="group border-b border-hairline">
      <summary className="flex items-center justify-between gap-4 py-4 font-strong marker:content-none">
        {summary}
        <span aria-hidden className="text-lead font-regular text-muted transition-transform group-open:rotate-45">
          +
        </span>
      </summary>
      <div className="flex max-w-prose flex-col gap-3 pb-6">{children}</div>
    </details>
  );
}
