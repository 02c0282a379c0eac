import Link from 'next/link';
import { classNames } from '@/components/ui/class-names';
import { ROUTES } from '@/lib/shared/routes';
import { ACTIVITY_GROUPS, type ActivityGroupId } from './activity-groups';

/** Links, not buttons: each view has its own address. */
export function ActivityFilters({ current }: { readonly current: ActivityGroupId | undefined }) {
  const items = [
    { id: undefined, label: 'Everything', href: ROUTES.activity },
    ...Object.entries(ACTIVITY_GROUPS).map(([id, { label }]) => ({
      id,
      label,
      href: `${ROUTES.activity}?show=${id}`,
    })),
  ];
  return (
    <nav aria-label="Filter" className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-6 border-b border-hairline">
        {items.map(({ id, label, href }) => (
          <li key={label}>
            <Link
              href={href}
              scroll={false}
              aria-current={id === current ? 'page' : undefined}
              className={classNames(
                '-mb-px flex h-11 items-center border-b-2 border-transparent text-small whitespace-nowrap text-muted hover:text-ink',
                id === current && 'border-accent font-strong text-ink',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
