import 'server-only';
import { refused, type Outcome } from '@/lib/base/outcome';
import { runtime } from '@/lib/server/runtime';
import type { Service } from '@/lib/server/services/service';
import { headers } from 'next/headers';
import { originProblem } from './origin';
import { requestContext } from './request-context';

/**
 * Makes a server action of a service. The framework compares Origin and Host already; it is compared here again,
 * because the framework once let `null` through. An action without a browser's Origin is refused.
 */
export function userAction<Input, Value>(service: Service<Input, Value>): (input: unknown) => Promise<Outcome<Value>> {
  return async (input) => {
    const problem = originProblem(await headers());
    if (problem !== undefined) return refused('not-allowed', problem);
    try {
      return await service.call(await requestContext(), input);
    } catch (error) {
      runtime().log.error({ err: error, service: service.name }, 'action failed');
      return refused('unavailable', 'Something went wrong on our side; nothing was changed. Please try again.');
    }
  };
}
