import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { ServiceContext } from '@/lib/server/context';
import type { Service } from '@/lib/server/services/service';
import { requestContext } from './request-context';

/** One context a page view, however many parts of the page ask. */
export const pageContext = cache(requestContext);

/** Who is looking, for layout and menus; undefined for a stranger. */
export async function viewer(): Promise<Extract<ServiceContext['actor'], { kind: 'user' }> | undefined> {
  const { actor } = await pageContext();
  return actor.kind === 'user' ? actor : undefined;
}

/**
 * Runs a service for a page: a stranger goes to sign-in, what is missing or another's is a 404,
 * everything else that may go wrong reaches the error page as a sentence.
 */
export async function loadForPage<Input, Value>(
  service: Service<Input, Value>,
  input: unknown,
  returnTo: string,
): Promise<Value> {
  const outcome = await service.call(await pageContext(), input);
  if (outcome.status === 'done') return outcome.value;
  switch (outcome.code) {
    case 'not-signed-in':
      redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`);
    case 'not-found':
    case 'not-allowed':
    case 'bad-input':
      notFound();
    default:
      throw new Error(outcome.message);
  }
}
