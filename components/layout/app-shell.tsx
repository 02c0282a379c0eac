import type { ReactNode } from 'react';
import { ROUTES } from '@/lib/shared/routes';
import { BottomNavigation, SideNavigation } from './app-navigation';
import { Wordmark } from './brand';
import { AmountsSwitch, ThemeSwitch } from './preference-switches';
import { MAIN_ID, SkipLink } from './skip-link';

export interface AppShellProps {
  readonly children: ReactNode;
  /** `SimulatedBadge`, `PaperBadge`: what kind of world the reader is in, on every page. */
  readonly badges: ReactNode;
  /** A `UserMenu`. */
  readonly userMenu: ReactNode;
  /** A line under the top bar that holds for every page, such as "You are in a demo". */
  readonly banner?: ReactNode | undefined;
}

export function AppShell({ children, badges, userMenu, banner }: AppShellProps) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-[90rem]">
      <SkipLink />
      <aside
        data-print="hidden"
        className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col justify-between overflow-y-auto border-e border-hairline px-4 py-6 lg:flex"
      >
        <div className="flex flex-col gap-8">
          <div className="px-3">
            <Wordmark href={ROUTES.plan} />
          </div>
          <SideNavigation />
        </div>
        <div className="px-3 pt-8">
          <ThemeSwitch />
        </div>
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header
          data-print="hidden"
          className="sticky top-0 z-30 flex h-16 items-center justify-between gap-3 border-b border-hairline bg-paper px-4 sm:px-8 lg:px-12"
        >
          <div className="lg:hidden">
            <Wordmark href={ROUTES.plan} />
          </div>
          <div className="ms-auto flex items-center gap-2">
            {badges}
            <span className="hidden sm:inline-flex">
              <AmountsSwitch />
            </span>
            {userMenu}
          </div>
        </header>
        {banner}
        <main
          id={MAIN_ID}
          tabIndex={-1}
          className="mx-auto w-full max-w-page px-4 pt-8 pb-32 outline-none sm:px-8 lg:px-12 lg:pt-12 lg:pb-24"
        >
          {children}
        </main>
      </div>
      <BottomNavigation />
    </div>
  );
}
