'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface TabItem {
  readonly id: string;
  readonly label: ReactNode;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly defaultId?: string | undefined;
  readonly className?: string | undefined;
}

export function Tabs({ label, items, defaultId, className }: TabsProps) {
  const first = defaultId ?? items[0]?.id;
  return (
    <Primitive.Root {...(first === undefined ? {} : { defaultValue: first })} className={className}>
      <Primitive.List aria-label={label} className="flex gap-6 overflow-x-auto border-b border-hairline">
        {items.map((item) => (
          <Primitive.Trigger
            key={item.id}
            value={item.id}
            className={classNames(
              '-mb-px h-11 shrink-0 border-b-2 border-transparent text-small text-muted transition-colors hover:text-ink',
              'data-[state=active]:border-accent data-[state=active]:font-strong data-[state=active]:text-ink',
              'focus-visible:-outline-offset-2',
            )}
          >
            {item.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {items.map((item) => (
        <Primitive.Content key={item.id} value={item.id} className="pt-6">
          {item.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
