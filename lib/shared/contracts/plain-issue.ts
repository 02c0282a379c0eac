import { z } from 'zod';
import { REQUESTS_MAX } from './portfolio-inputs';

/** What is wrong with a request, as one sentence can say it. */
interface PlainIssue {
  readonly path: readonly string[];
  readonly message: string;
}

/** The first thing wrong. Where one of several shapes was clearly meant, what is wrong with that one. */
export function plainestIssue(
  issues: readonly z.core.$ZodIssue[],
  path: readonly PropertyKey[] = [],
): PlainIssue | undefined {
  const [issue] = issues;
  if (issue === undefined) return undefined;
  const here = [...path, ...issue.path].map(String);
  if (issue.code !== 'invalid_union') return { path: here, message: issue.message };
  const [closest, next] = issue.errors.toSorted((left, right) => left.length - right.length);
  const isClear = closest !== undefined && next !== undefined && closest.length < next.length;
  return isClear ? plainestIssue(closest, here) : { path: here, message: issue.message };
}

/** A request or an array of requests; what is wrong is told of the one that was sent, not of a union of both. */
export function oneOrMany<Request>(schema: z.ZodType<Request>): z.ZodType<Request | Request[]> {
  const many = z.array(schema).min(1).max(REQUESTS_MAX);
  return z.unknown().transform((value, ctx): Request | Request[] => {
    const parsed = Array.isArray(value) ? many.safeParse(value) : schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const { path = [], message = 'is not valid' } = plainestIssue(parsed.error.issues) ?? {};
    ctx.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  });
}
