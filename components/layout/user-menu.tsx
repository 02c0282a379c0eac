'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { ROUTES } from '@/lib/shared/routes';

export interface UserMenuProps {
  readonly name: string;
  /** Mail address, or what kind of session this is. */
  readonly detail: string;
  /** Forms whose buttons end or reset the session. */
  readonly sessionActions?: ReactNode | undefined;
}

const LINKS = [
  { label: 'Settings', href: ROUTES.settings },
  { label: 'Method', href: ROUTES.method },
  { label: 'Disclosures', href: ROUTES.disclosures },
] as const;

/** A popover and not a menu: it holds links and forms, which the menu role does not allow. */
export function UserMenu({ name, detail, sessionActions }: UserMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        aria-label={`Account of ${name}`}
        className="flex h-10 items-center gap-1.5 rounded-control px-1 text-small hover:bg-well sm:px-2"
      >
        <span
          aria-hidden
          className="flex size-7 items-center justify-center rounded-full border border-outline font-strong uppercase"
        >
          {name.slice(0, 1)}
        </span>
        <ChevronDown aria-hidden className="hidden size-4 text-muted sm:block" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={`Account of ${name}`}
          className="overlay-fade z-50 w-64 rounded-card border border-hairline bg-raised p-1 text-small shadow-lifted"
        >
          <p className="flex flex-col border-b border-hairline px-3 py-2">
            <span className="truncate font-strong">{name}</span>
            <span className="truncate text-muted">{detail}</span>
          </p>
          <ul className="py-1">
            {LINKS.map(({ label, href }) => (
              <li key={href}>
                <Link
                  href={href}
                  onClick={() => setIsOpen(false)}
                  className="flex h-10 items-center rounded-control px-3 hover:bg-well"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
          {sessionActions !== undefined && (
            <div className="flex flex-col gap-2 border-t border-hairline p-2">{sessionActions}</div>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
