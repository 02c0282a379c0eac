'use client';

import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/states';

export interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="mx-auto max-w-page px-4 py-12 sm:px-8">
      <ErrorState
        sentence="This page could not be shown."
        nextStep="Nothing was changed. Try once more; if it happens again, quote the reference below."
        reference={error.digest}
        action={<Button onClick={reset}>Try again</Button>}
      />
    </main>
  );
}
