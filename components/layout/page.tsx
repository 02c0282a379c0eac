import type { ReactNode } from 'react';
import { Breadcrumb, type BreadcrumbItem } from '@/components/ui/breadcrumb';
import { classNames } from '@/components/ui/class-names';

export interface PageHeaderProps {
  /** One sentence that answers the reader's question; it is the page's heading. */
  readonly answer: ReactNode;
  /** Name of the page, above the answer. */
  readonly eyebrow?: ReactNode | undefined;
  readonly breadcrumb?: readonly BreadcrumbItem[] | undefined;
  /** One or two plain sentences more. */
  readonly lead?: ReactNode | undefined;
  /** A `FigureRow`. */
  readonly figures?: ReactNode | undefined;
  /** A `SourceNote`. */
  readonly source?: ReactNode | undefined;
  /** At most one primary button. */
  readonly actions?: ReactNode | undefined;
}

/** The opening of a page: answer, then figures, then where they come from, then what to do. */
export function PageHeader({ answer, eyebrow, breadcrumb, lead, figures, source, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-col gap-6">
      <div className="flex flex-col gap-3">
        {breadcrumb !== undefined && <Breadcrumb items={breadcrumb} />}
        {eyebrow !== undefined && <p className="text-small text-muted">{eyebrow}</p>}
        <h1 className="max-w-prose font-serif text-title">{answer}</h1>
        {lead !== undefined && <div className="max-w-prose text-muted">{lead}</div>}
      </div>
      {figures}
      {source}
      {actions !== undefined && <div className="flex flex-wrap items-center gap-3">{actions}</div>}
    </header>
  );
}

export interface SectionProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode | undefined;
  readonly actions?: ReactNode | undefined;
  readonly children: ReactNode;
  /** Closer together: for text and notices rather than charts. */
  readonly isDense?: boolean | undefined;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
}

export function Section({ title, lead, actions, children, isDense = false, id, className }: SectionProps) {
  return (
    <section id={id} className={classNames('flex flex-col gap-6', className)}>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="flex flex-col gap-2">
          <h2 className="font-serif text-lead font-strong">{title}</h2>
          {lead !== undefined && <div className="max-w-prose text-muted">{lead}</div>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
      </div>
      <div className={classNames('flex flex-col', isDense ? 'gap-6' : 'gap-14')}>{children}</div>
    </section>
  );
}

/** Header and sections with the space between them that every page shares. */
export function Page({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string | undefined;
}) {
  return <div className={classNames('flex flex-col gap-16', className)}>{children}</div>;
}
