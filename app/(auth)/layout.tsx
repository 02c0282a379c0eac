import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PublicShell } from '@/components/layout/public-shell';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { robots: { index: false, follow: false } };

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return <PublicShell>{children}</PublicShell>;
}
