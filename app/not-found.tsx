import type { Metadata } from 'next';
import { PublicShell } from '@/components/layout/public-shell';
import { ButtonLink } from '@/components/ui/button';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

export default function NotFound() {
  return (
    <PublicShell>
      <div className="flex flex-col items-start gap-6 py-24">
        <h1 className="max-w-prose font-serif text-title">There is nothing at this address.</h1>
        <p className="max-w-prose text-muted">
          The page may have moved, or it belongs to another account. Your plan and your portfolio are where you left
          them.
        </p>
        <ButtonLink href={ROUTES.home}>Go to the start page</ButtonLink>
      </div>
    </PublicShell>
  );
}
