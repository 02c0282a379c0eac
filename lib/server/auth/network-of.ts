import { isIPv4, isIPv6 } from 'node:net';

/** What an address that is none counts as: one network, so that rubbish buys no new allowance. */
const UNKNOWN = 'unknown';

/** `1.2.3.4:80`, `[2001:db8::1]:80` and `fe80::1%eth0` as proxies write them. */
const withoutPortAndZone = (text: string): string =>
  text
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');

/** The eight groups of an address the runtime has checked, as its shortest canonical form spells them. */
function groupsOf(address: string): string[] {
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head.split(':').filter((group) => group !== '');
  const right = (tail ?? '').split(':').filter((group) => group !== '');
  const gap = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...gap, ...right];
}

/** The IPv4 address inside `::ffff:a.b.c.d`, however it is spelt. */
function mappedIPv4(groups: readonly string[]): string | undefined {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return undefined;
  const numbers = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return numbers.flatMap((number) => [number >> 8, number & 255]).join('.');
}

/** The network that limits count by: an IPv4 address, or an IPv6 /64, all of which one customer owns. */
export function networkOf(address: string): string {
  const plain = withoutPortAndZone(address.trim());
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return UNKNOWN;
  const groups = groupsOf(plain);
  return mappedIPv4(groups) ?? `${groups.slice(0, 4).join(':')}::/64`;
}
