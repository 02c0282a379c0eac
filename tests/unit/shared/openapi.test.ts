import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '@/lib/shared/openapi';
import { API_OPERATIONS } from '@/lib/shared/openapi-operations';
import { sourceOf, sourcesBelow } from '../server/http/ways-in';

const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) }))),
});

const document = Document.parse(JSON.parse(JSON.stringify(openApiDocument())));

/** `app/api/v1/jobs/[id]/route.ts` with its methods -> `GET /api/v1/jobs/{id}`. */
const routes = sourcesBelow('app/api/v1')
  .filter((file) => file.endsWith('/route.ts'))
  .flatMap((file) => {
    const address = file.slice('app'.length, -'/route.ts'.length).replaceAll(/\[(\w+)\]/g, '{$1}');
    return [...sourceOf(file).matchAll(/^export const (GET|POST|PUT|PATCH|DELETE)\b/gm)].map(
      (match) => `${match[1] ?? ''} ${address}`,
    );
  });

test('every route is described, and every description is a route', () => {
  expect(API_OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routes.sort());
  const inDocument = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(inDocument.sort()).toEqual(routes);
});

describe.each(Object.entries(document.paths))('%s', (_path, methods) => {
  test.each(Object.entries(methods))('%s says what it answers and how it refuses', (_method, { responses }) => {
    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    expect(Object.keys(responses).some((status) => /^[45]/.test(status))).toBe(true);
  });
});

test('the request of the recommend door is spelt out and closed to unknown fields', () => {
  const { post } = document.paths['/api/v1/recommendations']!;
  const text = JSON.stringify(post);
  expect(text).toContain('"assets"');
  expect(text).toContain('"additionalProperties":false');
  expect(text).toContain('"most-return"');
});
