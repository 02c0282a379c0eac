import 'server-only';
import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from './next-auth';

interface AuthRoute {
  readonly params: Promise<{ nextauth: string[] }>;
}

/** next-auth reads its options at each request: at build time there is no secret to read. */
export const handleAuth = (request: NextRequest, route: AuthRoute): Promise<Response> =>
  NextAuth(request, route, authOptions()) as Promise<Response>;
