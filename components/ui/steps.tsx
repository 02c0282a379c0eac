import { Check } from 'lucide-react';
import Link from 'next/link';
import { classNames } from './class-names';

export interface StepItem {
  readonly id: string;
  readonly label: string;
  readonly status: 'done' | 'current' | 'todo';
  /** Only for steps the reader may go back to. */
  readonly href?: string | undefined;
}

export interface StepsProps {
  readonly label: string;
  readonly items: readonly StepItem[];
  /** Within the current step: `Question 3 of 12`. */
  readonly detail?: string | undefined;
  readonly className?: string | undefined;
}

/** Where one is on a path of a few steps. Phones show the current step and a row of marks. */
export function Steps({ label, items, detail, className }: StepsProps) {
  const currentIndex = items.findIndex((item) => item.status === 'current');
  const current = items[currentIndex];
  return (
    <nav aria-label={label} className={classNames('flex flex-col gap-3', className)}>
      <p className="flex justify-between gap-4 text-small sm:hidden">
        <span className="font-strong">{current?.label}</span>
        <span className="figures text-muted">
          {detail ?? (current === undefined ? 'Done' : `Step ${currentIndex + 1} of ${items.length}`)}
        </span>
      </p>
      <ol className="flex gap-2 sm:gap-4">
        {items.map((item, index) => (
          <li
            key={item.id}
            aria-current={item.status === 'current' ? 'step' : undefined}
            className={classNames(
              'flex flex-1 flex-col gap-2 border-t-2 sm:pt-2',
              item.status === 'todo' ? 'border-hairline' : 'border-accent',
            )}
          >
            <span className="hidden items-baseline gap-2 text-small sm:flex">
              {item.status === 'done' ? (
                <Check aria-hidden className="size-4 shrink-0 self-center text-accent" />
              ) : (
                <span aria-hidden className="figures text-muted">
                  {index + 1}
                </span>
              )}
              <StepLabel item={item} />
            </span>
          </li>
        ))}
      </ol>
      {detail !== undefined && <p className="figures hidden text-small text-muted sm:block">{detail}</p>}
    </nav>
  );
}

function StepLabel({ item }: { readonly item: StepItem }) {
  if (item.href !== undefined) {
    return (
      <Link href={item.href} className="hover:underline">
        {item.label}
        {item.status === 'done' && <span className="sr-only"> (done)</span>}
      </Link>
    );
  }
  return <span className={item.status === 'current' ? 'font-strong' : 'text-muted'}>{item.label}</span>;
}
