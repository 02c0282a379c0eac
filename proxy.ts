import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './lib/shared/security-headers';

/** Filled in by the build (next.config.ts). */
declare const IS_DEVELOPMENT_BUILD: boolean;

const NONCE_BYTES = 16;

/**
 * Gives every page its own script nonce. It decides nothing about who may see what: authorisation lives in services,
 * and every page is right, with a looser script policy, when this file is deleted.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(NONCE_BYTES))));
  const policy = contentSecurityPolicy({ nonce, isDevelopment: IS_DEVELOPMENT_BUILD });
  const requestHeaders = new Headers(request.headers);
  requestHeaders.set('x-nonce', nonce);
  requestHeaders.set('Content-Security-Policy', policy);
  // Layouts are not told which page they stand around; this lets sign-in lead back to it.
  requestHeaders.set('x-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers: requestHeaders } });
  response.headers.set('Content-Security-Policy', policy);
  // A page with a nonce belongs to one answer, and most pages to one person.
  response.headers.set('Cache-Control', 'private, no-store');
  return response;
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)'],
};
