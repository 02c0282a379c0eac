'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { ROUTES } from '@/lib/shared/routes';

export interface UserMenuProps {
  readonly name: string;
  /** Mail address, or what kind of session this is. */
  readonly detail: string;
  /** Forms whose buttons end or reset the session. */
  readonly sessionActions?: ReactNode | undefined;
}

const itemStyles = 'flex h-10 items-center rounded-control px-3 text-small outline-none data-highlighted:bg-well';

export function UserMenu({ name, detail, sessionActions }: UserMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`Account menu of ${name}`}
        className="flex h-10 items-center gap-1.5 rounded-control px-1 sm:px-2 text-small hover:bg-well"
      >
        <span
          aria-hidden
          className="flex size-7 items-center justify-center rounded-full border border-outline text-small font-strong uppercase"
        >
          {name.slice(0, 1)}
        </span>
        <ChevronDown aria-hidden className="hidden size-4 text-muted sm:block" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="overlay-fade z-50 w-64 rounded-card border border-hairline bg-raised p-1 shadow-lifted"
        >
          <DropdownMenu.Label className="flex flex-col px-3 py-2 text-small">
            <span className="truncate font-strong">{name}</span>
            <span className="truncate text-muted">{detail}</span>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-hairline" />
          <DropdownMenu.Item asChild>
            <Link href={ROUTES.settings} className={itemStyles}>
              Settings
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item asChild>
            <Link href={ROUTES.disclosures} className={itemStyles}>
              Disclosures
            </Link>
          </DropdownMenu.Item>
          {sessionActions !== undefined && (
            <>
              <DropdownMenu.Separator className="my-1 h-px bg-hairline" />
              <div className="flex flex-col gap-2 p-2">{sessionActions}</div>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
