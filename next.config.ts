import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants';
import { PUBLIC_PATHS } from './lib/shared/routes';
import { contentSecurityPolicy, SECURITY_HEADERS } from './lib/shared/security-headers';

/** Every path except the public pages and the build's own files. */
const PRIVATE_PATHS = `/((?!_next/|icon|favicon|${PUBLIC_PATHS.map((path) => `${path.slice(1)}$`).join('|')}).*)`;

export default function nextConfig(phase: string): NextConfig {
  const isDevelopment = phase === PHASE_DEVELOPMENT_SERVER;
  return {
    // We serve on the loopback address, which the development server would otherwise take for a foreign origin.
    allowedDevOrigins: ['127.0.0.1'],
    // It reads its font tables from beside its own code.
    serverExternalPackages: ['pdfkit'],
    turbopack: { root: import.meta.dirname },
    // The optimiser has been the way in for several advisories, and we serve no photographs.
    images: { unoptimized: true },
    // Types are `npm run check`'s business: the whole checkout, tests included, would be compiled at every first start.
    typescript: { ignoreBuildErrors: true },
    poweredByHeader: false,
    reactStrictMode: true,
    // Read by proxy.ts, which may not look at the environment.
    compiler: { define: { IS_DEVELOPMENT_BUILD: isDevelopment } },
    headers: () =>
      Promise.resolve([
        {
          source: '/:path*',
          headers: [
            ...SECURITY_HEADERS,
            // Holds where the proxy did not answer; the proxy's own policy, with a nonce, replaces it.
            { key: 'Content-Security-Policy', value: contentSecurityPolicy({ isDevelopment }) },
          ],
        },
        { source: PRIVATE_PATHS, headers: [{ key: 'X-Robots-Tag', value: 'noindex, nofollow' }] },
        { source: '/api/:path*', headers: [{ key: 'Cache-Control', value: 'no-store' }] },
      ]),
  };
}
