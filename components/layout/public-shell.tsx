import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { ROUTES } from '@/lib/shared/routes';
import { Wordmark } from './brand';
import { ThemeSwitch } from './preference-switches';
import { MAIN_ID, SkipLink } from './skip-link';

export function PublicShell({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-hairline">
        <div className="mx-auto flex h-16 max-w-page items-center justify-between gap-4 px-4 sm:px-8">
          <Wordmark />
          <nav aria-label="Main" className="flex items-center gap-2 sm:gap-6">
            <TextLink href={ROUTES.method} variant="quiet" className="hidden text-small sm:inline">
              Method
            </TextLink>
            <TextLink href={ROUTES.disclosures} variant="quiet" className="hidden text-small sm:inline">
              Disclosures
            </TextLink>
            <ButtonLink href={ROUTES.signIn} variant="secondary" size="small">
              Sign in
            </ButtonLink>
          </nav>
        </div>
      </header>
      <main id={MAIN_ID} tabIndex={-1} className="mx-auto w-full max-w-page flex-1 px-4 outline-none sm:px-8">
        {children}
      </main>
      <footer className="mt-24 border-t border-hairline">
        <div className="mx-auto flex max-w-page flex-col gap-6 px-4 py-8 text-small text-muted sm:px-8 md:flex-row md:items-center md:justify-between">
          <p className="max-w-prose">
            Ballast is free software that you run yourself. It is a tool and not an adviser, and its orders go to a
            paper exchange: no real money moves.
          </p>
          <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
            <TextLink href={ROUTES.method} variant="quiet">
              Method
            </TextLink>
            <TextLink href={ROUTES.disclosures} variant="quiet">
              Disclosures
            </TextLink>
            <ThemeSwitch />
          </div>
        </div>
      </footer>
    </div>
  );
}
