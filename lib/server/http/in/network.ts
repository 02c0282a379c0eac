import { networkOf } from '@/lib/server/auth/network-of';
import { env } from '@/lib/server/env';

/** Where nobody vouches for an address, every caller is one network. */
export const DIRECT_NETWORK = 'direct';

/**
 * A header is believed only where the operator named the one that the trusted proxy writes; of several addresses the
 * last was written by that proxy, the others by whoever called it.
 */
export function networkOfHeaders(headers: Pick<Headers, 'get'>): string {
  const name = env().BALLAST_TRUSTED_PROXY_HEADER;
  const address = name === undefined ? undefined : headers.get(name)?.split(',').at(-1);
  return address === undefined ? DIRECT_NETWORK : networkOf(address);
}
