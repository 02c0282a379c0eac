import { env } from '@/lib/server/env';

/** One sentence when a request that changes something did not come from our own pages. */
export function originProblem(headers: Pick<Headers, 'get'>): string | undefined {
  const origin = headers.get('origin');
  if (origin === null || origin === 'null') return 'A change must come from this site: the request names no origin.';
  const host = headers.get('host');
  const allowed = new Set<string>();
  const publicUrl = env().NEXTAUTH_URL;
  if (publicUrl !== undefined) allowed.add(new URL(publicUrl).host);
  // Without a public address set, the host the browser asked for is the site.
  if (host !== null && (publicUrl === undefined || isLoopback(host))) allowed.add(host);
  const originHost = URL.parse(origin)?.host;
  return originHost !== undefined && allowed.has(originHost) ? undefined : 'A change must come from this site.';
}

/** `localhost` and `127.0.0.1` with the same port are the same site on a developer's machine. */
const isLoopback = (host: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
