'use client';

import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { Toaster } from 'sonner';
import { TooltipProvider } from '@/components/ui/tooltip';

export interface ProvidersProps {
  readonly nonce: string | undefined;
  readonly children: ReactNode;
}

export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      storageKey="ballast-theme"
      {...(nonce === undefined ? {} : { nonce })}
    >
      <TooltipProvider>{children}</TooltipProvider>
      <Toaster
        position="bottom-right"
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              'flex w-full items-start gap-3 rounded-card border border-hairline bg-raised px-4 py-3 text-small text-ink shadow-lifted',
            description: 'text-muted',
            error: 'border-danger',
          },
        }}
      />
    </ThemeProvider>
  );
}
