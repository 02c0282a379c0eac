import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '@/lib/base/outcome';
import { API_OPERATIONS, type ApiOperation } from './openapi-operations';

/** The whole API as an OpenAPI 3.1 document, made from the contracts that check it. */

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return plain;
};

const ErrorBody = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    field: z.string().nullable(),
  }),
  requestId: z.string(),
});

/** What every private operation can answer besides its own. */
const PRIVATE_CODES: readonly ErrorCode[] = ['not-signed-in', 'bad-input', 'not-found', 'unavailable'];

function errorResponses(operation: ApiOperation): Record<string, object> {
  const codes = operation.isPublic ? (['unavailable'] as const) : [...PRIVATE_CODES, ...operation.refusals];
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  return Object.fromEntries(
    codes.map((code) => [String(ERROR_CODES[code].httpStatus), { description: `Refused: ${code}.`, content }]),
  );
}

function okResponses({ answers }: ApiOperation): Record<string, object> {
  return Object.fromEntries(
    answers.map(({ status, description, mediaType, schema }) => {
      const content = schema === undefined ? {} : { content: { [mediaType]: { schema: schemaOf(schema, 'output') } } };
      return [String(status), { description, ...content }];
    }),
  );
}

function parametersOf({ path, query, headers }: ApiOperation): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1] ?? '',
    in: 'path',
    required: true,
    schema: schemaOf(z.uuid(), 'input'),
  }));
  const others = (place: 'query' | 'header', list: Readonly<Record<string, z.ZodType>>): object[] =>
    Object.entries(list).map(([name, schema]) => ({
      name,
      in: place,
      required: false,
      schema: schemaOf(schema, 'input'),
    }));
  return [...inPath, ...others('query', query), ...others('header', headers)];
}

function operationObject(operation: ApiOperation): object {
  const { summary, description, body, isPublic } = operation;
  return {
    summary,
    description,
    parameters: parametersOf(operation),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { [body.mediaType]: { schema: schemaOf(body.schema, 'input') } } } }),
    responses: { ...errorResponses(operation), ...okResponses(operation) },
    security: isPublic ? [] : [{ session: [] }],
  };
}

const DESCRIPTION = `Numbers are decimals (0.12 = 12 %), annual unless the name says otherwise; dates are ISO days,
instants UTC. Unknown fields are refused. Requests that change something must carry the site's own Origin header.
Expected outcomes, infeasible plans included, are answers with a status, not errors. The session cookie is set by
signing in.`;

export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of API_OPERATIONS) {
    const methods = (paths[operation.path] ??= {});
    methods[operation.method.toLowerCase()] = operationObject(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Ballast', version: '1', description: DESCRIPTION.replaceAll('\n', ' ') },
    paths,
    components: {
      schemas: { Error: schemaOf(ErrorBody, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
    },
  };
}
