import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { DISPLAY_PREFERENCES_SCRIPT } from '@/components/layout/display-preferences';
import { Providers } from '@/components/layout/providers';

export const metadata: Metadata = {
  title: { default: 'Ballast: an investment plan you can check', template: '%s · Ballast' },
  description: 'An open robo-advisor: a plan with reasons, evidence and proof, and the trades to get there.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f4' },
    { media: '(prefers-color-scheme: dark)', color: '#141412' },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Reading a header renders every page per request, which a nonce needs. Without the proxy there is no nonce.
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: DISPLAY_PREFERENCES_SCRIPT }}
        />
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
