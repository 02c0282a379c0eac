import 'server-only';
import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { ERROR_CODES, type ErrorCode } from '@/lib/base/outcome';
import { readBytes } from '../http/in/read-body';
import { originProblem } from '../http/in/origin';
import { authOptions } from './next-auth';

interface AuthRoute {
  readonly params: Promise<{ nextauth: string[] }>;
}

/** A mail address, a password and two tokens fit many times. */
const BODY_BYTES_MAX = 16 * 1024;

const refusal = (code: ErrorCode, message: string): Response =>
  Response.json(
    { error: { code, message, field: null } },
    { status: ERROR_CODES[code].httpStatus, headers: { 'Cache-Control': 'no-store' } },
  );

/** next-auth compares tokens, not origins, and reads a body of any length; both are mended before it is asked. */
async function checkedPost(request: NextRequest): Promise<NextRequest | Response> {
  const problem = originProblem(request.headers);
  if (problem !== undefined) return refusal('not-allowed', problem);
  // The only form next-auth's own pages and client send; everything else would reach parsers nobody needs.
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '');
  if (!isForm) return refusal('bad-input', 'Send the request as a form.');
  const body = await readBytes(request, BODY_BYTES_MAX);
  if (body === undefined) return refusal('too-large', 'The request is too large.');
  return new NextRequest(request.url, { method: 'POST', headers: request.headers, body });
}

/** next-auth reads its options at each request: at build time there is no secret to read. */
export async function handleAuth(request: NextRequest, route: AuthRoute): Promise<Response> {
  const checked = request.method === 'POST' ? await checkedPost(request) : request;
  if (checked instanceof Response) return checked;
  return (await NextAuth(checked, route, authOptions())) as Response;
}
