import { env } from '@/lib/server/env';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

const isLoopback = (url: URL): boolean => LOOPBACK_NAMES.has(url.hostname);

/**
 * The origins our own pages can have: the public address alone. Only on the machine itself, where the same server
 * answers under several names, the name the browser asked for counts too; and only those names, so that a stranger's
 * name that was made to point here does not.
 */
function ownOrigins(host: string | null): string[] {
  const { NEXTAUTH_URL } = env();
  const publicUrl = NEXTAUTH_URL === undefined ? undefined : new URL(NEXTAUTH_URL);
  const asked = host === null ? null : URL.parse(`http://${host}`);
  const isLocal = asked !== null && isLoopback(asked) && (publicUrl === undefined || isLoopback(publicUrl));
  return [...(publicUrl === undefined ? [] : [publicUrl.origin]), ...(isLocal ? [asked.origin] : [])];
}

/** One sentence when a request that changes something did not come from our own pages. Forwarded hosts are not asked. */
export function originProblem(headers: Pick<Headers, 'get'>): string | undefined {
  const origin = headers.get('origin');
  if (origin === null || origin === 'null') return 'A change must come from this site: the request names no origin.';
  return ownOrigins(headers.get('host')).includes(origin) ? undefined : 'A change must come from this site.';
}
