import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/states';
import { ROUTES } from '@/lib/shared/routes';

export const metadata: Metadata = { title: 'Not found' };

export default function InvestorNotFound() {
  return (
    <EmptyState
      title="There is nothing at this address."
      action={<ButtonLink href={ROUTES.plan}>Go to your plan</ButtonLink>}
    >
      It may have been removed, or it belongs to another account. Your plan and your portfolio are where you left them.
    </EmptyState>
  );
}
