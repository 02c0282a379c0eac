'use client';

import {
  ArrowLeftRight,
  ChartPie,
  CircleEllipsis,
  Compass,
  Database,
  FlaskConical,
  History,
  type LucideIcon,
  Settings,
  Target,
} from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Sheet } from '@/components/ui/dialog';
import { APP_NAVIGATION, isInSection, type NavigationItem } from './navigation';
import { AmountsSwitch, ThemeSwitch } from './preference-switches';

type ItemId = keyof typeof APP_NAVIGATION;

const ICONS: Readonly<Record<ItemId, LucideIcon>> = {
  plan: Compass,
  goals: Target,
  portfolio: ChartPie,
  rebalance: ArrowLeftRight,
  lab: FlaskConical,
  data: Database,
  activity: History,
  settings: Settings,
};

const MAIN_ITEMS: readonly ItemId[] = ['plan', 'portfolio', 'rebalance', 'lab'];
const MORE_ITEMS: readonly ItemId[] = ['goals', 'data', 'activity', 'settings'];

/** On wide screens there is room for all places at once. */
const SIDE_ITEMS: readonly ItemId[] = ['plan', 'goals', 'portfolio', 'rebalance', 'lab'];
const SIDE_MORE_ITEMS: readonly ItemId[] = ['data', 'activity', 'settings'];

/** Left of the page on wide screens. */
export function SideNavigation() {
  return (
    <nav aria-label="Main" className="flex flex-col gap-6">
      <NavigationList ids={SIDE_ITEMS} />
      <NavigationList ids={SIDE_MORE_ITEMS} className="border-t border-hairline pt-6" />
    </nav>
  );
}

function NavigationList({
  ids,
  className,
  onFollow,
}: {
  readonly ids: readonly ItemId[];
  readonly className?: string;
  readonly onFollow?: () => void;
}) {
  return (
    <ul className={classNames('flex flex-col gap-1', className)}>
      {ids.map((id) => (
        <li key={id}>
          <SideLink id={id} onFollow={onFollow} />
        </li>
      ))}
    </ul>
  );
}

function SideLink({ id, onFollow }: { readonly id: ItemId; readonly onFollow: (() => void) | undefined }) {
  const pathname = usePathname();
  const entry: NavigationItem = APP_NAVIGATION[id];
  const Icon = ICONS[id];
  const isCurrent = isInSection(pathname, entry.section);
  return (
    <>
      <Link
        href={entry.href}
        aria-current={isCurrent && entry.children === undefined ? 'page' : undefined}
        {...(onFollow === undefined ? {} : { onClick: onFollow })}
        className={classNames(
          'flex h-10 items-center gap-3 rounded-control px-3 text-small transition-colors hover:bg-well',
          isCurrent ? 'font-strong text-ink' : 'text-muted hover:text-ink',
          isCurrent && entry.children === undefined && 'bg-well',
        )}
      >
        <Icon aria-hidden className={classNames('size-[18px]', isCurrent && 'text-accent')} strokeWidth={1.75} />
        {entry.label}
      </Link>
      {entry.children !== undefined && (isCurrent || onFollow !== undefined) && (
        <ul className="ms-[21px] flex flex-col gap-1 border-s border-hairline ps-3 pt-1">
          {entry.children.map((child) => (
            <li key={child.href}>
              <Link
                href={child.href}
                aria-current={isInSection(pathname, child.section) ? 'page' : undefined}
                {...(onFollow === undefined ? {} : { onClick: onFollow })}
                className="flex h-9 items-center rounded-control px-3 text-small text-muted transition-colors hover:bg-well hover:text-ink aria-[current=page]:bg-well aria-[current=page]:font-strong aria-[current=page]:text-ink"
              >
                {child.label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Along the lower edge on phones: the four places one goes daily, and the rest behind "More". */
export function BottomNavigation() {
  const pathname = usePathname();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const isMoreCurrent = MORE_ITEMS.some((id) => isInSection(pathname, APP_NAVIGATION[id].section));
  const cellStyles =
    'flex h-14 w-full flex-col items-center justify-center gap-0.5 text-small text-muted aria-[current=page]:font-strong aria-[current=page]:text-accent focus-visible:-outline-offset-2';
  return (
    <nav
      aria-label="Main"
      data-print="hidden"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-hairline bg-paper pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-xl grid-cols-5">
        {MAIN_ITEMS.map((id) => {
          const Icon = ICONS[id];
          const entry: NavigationItem = APP_NAVIGATION[id];
          return (
            <li key={id}>
              <Link
                href={entry.href}
                aria-current={isInSection(pathname, entry.section) ? 'page' : undefined}
                className={cellStyles}
              >
                <Icon aria-hidden className="size-5" strokeWidth={1.75} />
                {entry.label}
              </Link>
            </li>
          );
        })}
        <li>
          <Sheet
            title="More"
            isOpen={isMoreOpen}
            onOpenChange={setIsMoreOpen}
            trigger={
              <button type="button" aria-current={isMoreCurrent ? 'page' : undefined} className={cellStyles}>
                <CircleEllipsis aria-hidden className="size-5" strokeWidth={1.75} />
                More
              </button>
            }
          >
            <NavigationList ids={['lab', ...MORE_ITEMS]} onFollow={() => setIsMoreOpen(false)} className="-mx-3" />
            <div className="flex items-center justify-between border-t border-hairline pt-4 text-small">
              Theme
              <ThemeSwitch />
            </div>
            <div className="flex items-center justify-between text-small">
              Hide amounts
              <AmountsSwitch />
            </div>
          </Sheet>
        </li>
      </ul>
    </nav>
  );
}
