'use client';

import { Check, Link2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button';

/** The page's own address is its link; only its owner, signed in, can open it. */
export function CopyAddress({ label = 'Copy link' }: { readonly label?: string | undefined }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setState('copied');
    } catch {
      // Without permission, or on a page without a secure context, the address bar is the way.
      setState('refused');
    }
  };
  return (
    <span className="flex flex-wrap items-center gap-3">
      <Button variant="secondary" onClick={() => void copy()}>
        {state === 'copied' ? <Check aria-hidden className="size-4" /> : <Link2 aria-hidden className="size-4" />}
        {state === 'copied' ? 'Copied' : label}
      </Button>
      <span role="status" className="text-small text-muted">
        {state === 'copied' && 'It opens for you alone, signed in.'}
        {state === 'refused' && 'The browser did not allow copying; the address bar holds the link.'}
      </span>
    </span>
  );
}
