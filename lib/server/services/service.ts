import type { z } from 'zod';
import { refused, type Outcome } from '@/lib/base/outcome';
import type { Actor, ServiceContext } from '../context';

/**
 * Who may call a service.
 * public: anyone. signed-in: any user, for themselves. owner: only the owner of the thing the input names.
 * worker: only the worker process.
 */
export type Access = 'public' | 'signed-in' | 'owner' | 'worker';

export type UserContext = ServiceContext & { readonly actor: Extract<Actor, { kind: 'user' }> };

interface ServiceShape<Input, Value, Ctx extends ServiceContext> {
  /** `aggregate/verb-noun`, equal to the file's path under services. */
  readonly name: string;
  readonly input: z.ZodType<Input>;
  readonly run: (ctx: Ctx, input: Input) => Promise<Outcome<Value>>;
}

export type ServiceDefinition<Input, Value> =
  | (ServiceShape<Input, Value, ServiceContext> & { readonly access: 'public' | 'worker' })
  | (ServiceShape<Input, Value, UserContext> & { readonly access: 'signed-in' })
  | (ServiceShape<Input, Value, UserContext> & {
      readonly access: 'owner';
      /** The user who owns what the input names; undefined when there is no such thing. */
      readonly ownerOf: (ctx: ServiceContext, input: Input) => Promise<string | undefined>;
    });

export interface Service<Input, Value> {
  readonly name: string;
  readonly access: Access;
  readonly input: z.ZodType<Input>;
  /** Authorises first, checks the input once, then runs. Anything not allowed is a value, never a throw. */
  readonly call: (ctx: ServiceContext, rawInput: unknown) => Promise<Outcome<Value>>;
}

const NOT_FOUND = 'There is nothing here under that address, or it is not yours.';

function firstProblem(error: z.ZodError): { message: string; field: string } {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return {
    field,
    message:
      field === '' ? `${issue?.message ?? 'The input is not valid'}.` : `${field}: ${issue?.message ?? 'not valid'}.`,
  };
}

/** The one wrapper around every use case: who, what, then run. */
export function service<Input, Value>(definition: ServiceDefinition<Input, Value>): Service<Input, Value> {
  const { name, access, input } = definition;
  const call = async (ctx: ServiceContext, rawInput: unknown): Promise<Outcome<Value>> => {
    if (access === 'worker' && ctx.actor.kind !== 'worker') {
      ctx.log.warn({ service: name, requestId: ctx.requestId }, 'refused: worker only');
      return refused('not-found', NOT_FOUND);
    }
    if ((access === 'signed-in' || access === 'owner') && ctx.actor.kind !== 'user') {
      return refused('not-signed-in', 'Please sign in first.');
    }
    const parsed = input.safeParse(rawInput);
    if (!parsed.success) {
      const { message, field } = firstProblem(parsed.error);
      return refused('bad-input', message, field);
    }
    switch (definition.access) {
      case 'public':
      case 'worker':
        return definition.run(ctx, parsed.data);
      case 'signed-in':
        return definition.run(ctx as UserContext, parsed.data);
      case 'owner': {
        const userCtx = ctx as UserContext;
        const ownerId = await definition.ownerOf(ctx, parsed.data);
        if (ownerId !== userCtx.actor.userId) {
          ctx.log.warn(
            { service: name, requestId: ctx.requestId, userId: userCtx.actor.userId },
            'refused: not the owner',
          );
          return refused('not-found', NOT_FOUND);
        }
        return definition.run(userCtx, parsed.data);
      }
    }
  };
  return { name, access, input, call };
}
