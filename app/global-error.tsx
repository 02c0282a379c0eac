'use client';

import './globals.css';

export interface GlobalErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** Stands in for the whole document when the root layout itself fails; it shares nothing that may be what failed. */
export default function GlobalErrorPage({ error, reset }: GlobalErrorPageProps) {
  return (
    <html lang="en">
      <head>
        <title>Ballast: something went wrong</title>
      </head>
      <body>
        <main className="mx-auto flex max-w-page flex-col items-start gap-4 px-4 py-24 sm:px-8">
          <h1 className="max-w-prose font-serif text-title">Ballast could not be shown.</h1>
          <p className="max-w-prose text-muted">Nothing was changed. Try again in a minute.</p>
          <button
            type="button"
            onClick={reset}
            className="h-11 rounded-control bg-accent px-5 text-small font-strong text-on-accent"
          >
            Try again
          </button>
          {error.digest !== undefined && <p className="figures text-small text-muted">Reference {error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
