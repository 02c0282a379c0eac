'use client';

import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/states';

export interface InvestorErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function InvestorError({ error, reset }: InvestorErrorProps) {
  return (
    <ErrorState
      sentence="This page could not be shown."
      nextStep="Nothing was changed: your plan and your holdings are as they were. Try once more; if it happens again, quote the reference below."
      reference={error.digest}
      action={<Button onClick={reset}>Try again</Button>}
    />
  );
}
