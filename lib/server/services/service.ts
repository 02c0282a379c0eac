import type { z } from 'zod';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import type { Actor, ServiceContext } from '../context';
import { shapeProblem } from './input-shape';

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

/** One sentence that names the field, from the first thing that is wrong. */
function inputRefusal(field: string, message: string): Refusal {
  const named = field === '' ? message : `${field}: ${message}`;
  return refused('bad-input', named.endsWith('.') ? named : `${named}.`, field);
}

function checkInput<Input>(schema: z.ZodType<Input>, rawInput: unknown): Outcome<Input> {
  const unfit = shapeProblem(rawInput);
  if (unfit !== undefined) return inputRefusal(unfit.field, unfit.message);
  const parsed = schema.safeParse(rawInput);
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  return inputRefusal(issue?.path.join('.') ?? '', issue?.message ?? 'The input is not valid');
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
    const checked = checkInput(input, rawInput);
    if (checked.status === 'refused') return checked;
    const { value } = checked;
    switch (definition.access) {
      case 'public':
      case 'worker':
        return definition.run(ctx, value);
      case 'signed-in':
        return definition.run(ctx as UserContext, value);
      case 'owner': {
        const userCtx = ctx as UserContext;
        const ownerId = await definition.ownerOf(ctx, value);
        if (ownerId !== userCtx.actor.userId) {
          const { userId } = userCtx.actor;
          const isOthers = ownerId !== undefined;
          ctx.log.warn({ service: name, requestId: ctx.requestId, userId, isOthers }, 'refused: not the owner');
          return refused('not-found', NOT_FOUND);
        }
        return definition.run(userCtx, value);
      }
    }
  };
  return { name, access, input, call };
}
