/** Headers every answer carries, errors and redirects included (ASVS 5.0, chapter 3.4). */
export const SECURITY_HEADERS: readonly { readonly key: string; readonly value: string }[] = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];

export interface ContentSecurityPolicyChoice {
  /** Absent only in the fallback that holds when the proxy file is not there. */
  readonly nonce?: string;
  /** React's development build evaluates strings to rebuild stack traces. */
  readonly isDevelopment: boolean;
}

/**
 * With a nonce, only scripts we wrote run. Without one, inline scripts are allowed, because the framework's own
 * bootstrap is inline; everything else stays as strict.
 * Styles may be inline: charts and positioned layers set them on elements, and a style cannot run code.
 */
export function contentSecurityPolicy({ nonce, isDevelopment }: ContentSecurityPolicyChoice): string {
  const scriptSources = nonce === undefined ? "'unsafe-inline'" : `'nonce-${nonce}' 'strict-dynamic'`;
  return [
    "default-src 'self'",
    `script-src 'self' ${scriptSources}${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
