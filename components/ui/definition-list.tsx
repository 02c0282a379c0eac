import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface DefinitionItem {
  readonly term: ReactNode;
  readonly value: ReactNode;
  readonly id: string;
}

export interface DefinitionListProps {
  readonly items: readonly DefinitionItem[];
  readonly className?: string | undefined;
}

/** Name on the left, value on the right, a hairline between: for facts that are not a table. */
export function DefinitionList({ items, className }: DefinitionListProps) {
  return (
    <dl className={classNames('flex flex-col text-small', className)}>
      {items.map((item) => (
        <div key={item.id} className="flex items-baseline justify-between gap-6 border-b border-hairline py-2.5">
          <dt className="text-muted">{item.term}</dt>
          <dd className="figures text-end">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
