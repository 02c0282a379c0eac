import type { Metadata } from 'next';
import { PageHeader } from '@/components/layout/page';
import { ButtonLink } from '@/components/ui/button';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Not found' };

export default function InvestorNotFound() {
  return (
    <PageHeader
      answer="There is nothing at this address."
      lead={
        <p>
          It may have been removed, or it belongs to another account. Your plan and your portfolio are where you left
          them.
        </p>
      }
      actions={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}
    />
  );
}
