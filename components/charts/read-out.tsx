import type { ReactNode } from 'react';

export interface ReadOutItem {
  readonly label: string;
  readonly value: ReactNode;
  readonly color?: string | undefined;
}

interface ReadOutProps {
  readonly title: ReactNode;
  readonly items: readonly ReadOutItem[];
}

/** The figures at one point: the same for the pointer and for the arrow keys. */
export function ReadOut({ title, items }: ReadOutProps) {
  return (
    <div
      role="status"
      className="rounded-control border border-hairline bg-raised px-3 py-2 text-small text-ink shadow-lifted"
    >
      <p className="figures pb-1 text-muted">{title}</p>
      <dl className="flex flex-col gap-0.5">
        {items.map(({ label, value, color }) => (
          <div key={label} className="flex items-baseline justify-between gap-6">
            <dt className="flex items-center gap-2">
              {color !== undefined && <span aria-hidden className="h-0.5 w-3" style={{ background: color }} />}
              {label}
            </dt>
            <dd className="figures font-strong">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
