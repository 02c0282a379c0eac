import { env } from '../env';

/** Secure cookies wherever the address is https; plain http is for this machine only. */
export const usesHttps = (): boolean => env().NEXTAUTH_URL?.startsWith('https://') === true;

/** `__Host-` pins a cookie to this host and to https; the prefix keeps two checkouts on one machine apart. */
const cookieName = (name: string): string => `${usesHttps() ? '__Host-' : ''}${env().BALLAST_COOKIE_PREFIX}.${name}`;

export const sessionCookieName = (): string => cookieName('session');
export const csrfCookieName = (): string => cookieName('csrf');
export const callbackCookieName = (): string => cookieName('callback');

export const cookieOptions = () => ({ httpOnly: true, sameSite: 'lax' as const, path: '/', secure: usesHttps() });
