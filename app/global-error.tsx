'use client';

import './globals.css';
import ErrorPage, { type ErrorPageProps } from './error';

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalErrorPage(props: ErrorPageProps) {
  return (
    <html lang="en">
      <head>
        <title>Ballast: something went wrong</title>
      </head>
      <body>
        <main>
          <ErrorPage {...props} />
        </main>
      </body>
    </html>
  );
}
