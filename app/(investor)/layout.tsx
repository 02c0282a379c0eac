import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { resetSandboxAction } from '@/app/(auth)/actions';
import { ownPath } from '@/components/auth/own-path';
import { SandboxBanner } from '@/components/auth/sandbox-banner';
import { SignOutButton } from '@/components/auth/sign-out-button';
import { AppShell } from '@/components/layout/app-shell';
import { UserMenu } from '@/components/layout/user-menu';
import { PaperBadge, SimulatedBadge } from '@/components/ui/badge';
import { loadForPage, pageContext, viewer } from '@/lib/server/http/in/page';
import { getOnboarding } from '@/lib/server/services/profile/get-onboarding';
import { getSettings } from '@/lib/server/services/settings/get-settings';
import { ROUTES } from '@/lib/shared/routes';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { robots: { index: false, follow: false } };

const KIND_WORDS = { investor: 'Investor', demo: 'Demo investor', sandbox: 'Private demo, nothing is kept' } as const;

/** Whether the market the reader chose is the simulated one; unknown while no prices are there. */
async function isMarketSimulated(): Promise<boolean> {
  const onboarding = await getOnboarding.call(await pageContext(), {});
  return onboarding.status === 'done' && onboarding.value.market.isSimulated;
}

export default async function InvestorLayout({ children }: { readonly children: ReactNode }) {
  const path = ownPath((await headers()).get('x-path') ?? undefined);
  if ((await viewer()) === undefined) redirect(`${ROUTES.signIn}?next=${encodeURIComponent(path)}`);
  const [settings, isSimulated] = await Promise.all([loadForPage(getSettings, {}, path), isMarketSimulated()]);
  const isSandbox = settings.kind === 'sandbox';
  return (
    <AppShell
      badges={
        <>
          {isSimulated && <SimulatedBadge />}
          <PaperBadge />
        </>
      }
      userMenu={
        <UserMenu
          name={settings.displayName}
          detail={settings.email ?? KIND_WORDS[settings.kind]}
          sessionActions={<SignOutButton label={isSandbox ? 'Leave the demo' : 'Sign out'} />}
        />
      }
      banner={isSandbox ? <SandboxBanner reset={resetSandboxAction} /> : undefined}
    >
      {children}
    </AppShell>
  );
}
