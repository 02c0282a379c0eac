import { env } from '@/lib/server/env';
import { networkOf } from '@/lib/server/auth/rate-limit';

/** Headers are believed only where the operator named the trusted proxy's one; else every caller is one network. */
export function networkOfHeaders(headers: Headers): string {
  const name = env().BALLAST_TRUSTED_PROXY_HEADER;
  const address = name === undefined ? null : headers.get(name);
  return address === null ? 'direct' : networkOf(address.split(',').at(-1)?.trim() ?? 'direct');
}
