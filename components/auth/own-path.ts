import { ROUTES } from '@/lib/shared/routes';

/** Any origin will do to read a path against; the name makes sure that it is not a real one. */
const READING_ORIGIN = 'https://own.invalid';

/** Pages that would send a signed-in reader straight back, and addresses that are no pages. */
const NOT_A_DESTINATION = /^\/(sign-in|sign-up|demo|api)(\/|$)/;

/**
 * Where to go after signing in: a path of this site, never another one, however the address is written
 * (`//host`, `/\host`, control characters that browsers skip). Anything else leads to the plan.
 */
export function ownPath(next: string | readonly string[] | undefined, otherwise: string = ROUTES.plan): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return otherwise;
  const url = URL.parse(next, READING_ORIGIN);
  if (url === null || url.origin !== READING_ORIGIN || NOT_A_DESTINATION.test(url.pathname)) return otherwise;
  // Two leading slashes can be left by dot segments: `/.//host` is read as a path and followed as a host.
  if (url.pathname.startsWith('//')) return otherwise;
  return `${url.pathname}${url.search}${url.hash}`;
}
