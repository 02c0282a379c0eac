'use client';

import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ROUTES } from '@/lib/shared/routes';

export function SignOutButton({ label = 'Sign out' }: { readonly label?: string | undefined }) {
  const [isBusy, setIsBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setIsBusy(true);
    // Without an answer the session is still open, and the reader must be able to try again.
    await signOut({ callbackUrl: ROUTES.home }).catch(() => setIsBusy(false));
  };
  return (
    <Button variant="secondary" size="small" className="w-full" isLoading={isBusy} onClick={() => void leave()}>
      {label}
    </Button>
  );
}
