import { errorTable } from '../../kernel/errors.ts'
import type { Operation } from '../../operation/define.ts'
import { scopes } from '../../operation/scopes.ts'
import { hasColumns, pageItem } from './answer.ts'
import { errorsOf, problemSchemas } from './errors.ts'
import { type JsonSchema, propertiesOf, resolved } from './json-schema.ts'
import { type ContractModel, type ContractOperation, contractModel, mapSchema } from './model.ts'
import { pathsByName } from './paths.ts'

/** OpenAPI 3.1 of these operations; the extensions beginning with `x-atrium-` are what the command line is built from. */
export function openApi(operations: readonly Operation[]): object {
  const model = contractModel(operations)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Atrium',
      version: '1',
      description:
        'The live, remembered directory of a Microsoft 365 tenancy. Generated from the operations; do not edit.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(model.operations.map(({ operation }) => groupOf(operation)))].map((name) => ({ name })),
    paths: pathsByName(model.operations, (entry) => operationObject(entry, model)),
    components: {
      schemas: Object.fromEntries(
        Object.entries({ ...model.schemas, ...problemSchemas })
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, schema]) => [name, published(schema)]),
      ),
      responses: problemResponses(),
      parameters: { IdempotencyKey: idempotencyKey, IfNoneMatch: ifNoneMatch },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key, or a token that one was exchanged for' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'atrium',
          description: 'A person at the console; `__Host-atrium` over https',
        },
      },
    },
    'x-atrium-exit': Object.fromEntries(Object.entries(errorTable).map(([code, { exit }]) => [code, exit])),
    'x-atrium-scopes': scopes,
  }
}

/** `people.list` → `people` */
export const groupOf = ({ name }: Pick<Operation, 'name'>): string => name.split('.')[0] ?? name

function operationObject(entry: ContractOperation, model: ContractModel): object {
  const { operation, route } = entry
  const inPath = new Set(route.parameters)
  const rest = propertiesOf(entry.input).filter(([name]) => !inPath.has(name))
  const inQuery = route.method === 'GET' || route.method === 'DELETE' ? rest : []
  const audited = operation.kind === 'command' || operation.kind === 'probe'
  const parameters = [
    ...propertiesOf(entry.input)
      .filter(([name]) => inPath.has(name))
      .map(([name, schema]) => parameter(name, schema, 'path', true)),
    ...inQuery.map(([name, schema]) => parameter(name, schema, 'query', entry.input.required?.includes(name) ?? false)),
    ...(audited && operation.access !== 'public' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(route.method === 'GET' && operation.kind === 'query' ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []),
  ]
  return {
    operationId: operation.name,
    tags: [groupOf(operation)],
    summary: operation.summary,
    ...(operation.access === 'public' && { description: `Public. ${operation.verifier}` }),
    security: securityOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...(rest.length > inQuery.length && { requestBody: requestBody(entry, rest) }),
    responses: responses(entry, model),
    ...extensions(entry, model),
  }
}

function securityOf(operation: Operation): object[] {
  if (operation.access === 'public') return []
  if (operation.access === 'session') return [{ session: [] }]
  return [{ bearer: [] }, { session: [] }]
}

function extensions({ operation, route, output }: ContractOperation, { schemas }: ContractModel): object {
  const page = operation.kind === 'query' ? pageItem(resolved(output, schemas), schemas) : undefined
  return {
    'x-atrium-operation': operation.name,
    'x-atrium-kind': operation.kind,
    'x-atrium-effect': operation.kind === 'command' || operation.kind === 'probe' ? operation.effect : 'none',
    'x-atrium-scope': operation.scope ?? null,
    'x-atrium-access': operation.access ?? 'scope',
    'x-atrium-errors': errorsOf(operation),
    ...(page && { 'x-atrium-page': page.itemName }),
    ...(page && hasColumns(page) && { 'x-atrium-csv': `${route.path}.csv` }),
    ...('showsSecret' in operation && operation.showsSecret && { 'x-atrium-shows-secret': true }),
  }
}

function parameter(name: string, schema: JsonSchema, place: 'path' | 'query', required: boolean): object {
  const { description, ...rest } = published(schema)
  const explode = place === 'query' ? { style: 'form', explode: true } : {}
  return { name, in: place, required, ...(description && { description }), ...explode, schema: rest }
}

function requestBody({ input }: ContractOperation, fields: [string, JsonSchema][]): object {
  const names = new Set(fields.map(([name]) => name))
  const required = (input.required ?? []).filter((name) => names.has(name))
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, property]) => [name, published(property)])),
    ...(required.length > 0 && { required }),
  }
  return { required: required.length > 0, content: { 'application/json': { schema } } }
}

function responses(entry: ContractOperation, model: ContractModel): object {
  const { operation, output } = entry
  const schema = published(output)
  const page = operation.kind === 'query' ? pageItem(resolved(output, model.schemas), model.schemas) : undefined
  const content =
    operation.kind === 'stream'
      ? { 'text/event-stream': { schema, 'x-atrium-event-data': true } }
      : {
          'application/json': { schema },
          ...(page && hasColumns(page) && { 'text/csv': { schema: { type: 'string' } } }),
        }
  const cookie = { 'Set-Cookie': { description: 'The session, begun or ended', schema: { type: 'string' } } }
  const statuses = new Set(errorsOf(operation).map((code) => String(errorTable[code].status)))
  return {
    200: { description: operation.summary, ...(entry.setsCookie && { headers: cookie }), content },
    ...(entry.route.method === 'GET' &&
      operation.kind === 'query' && { 304: { $ref: '#/components/responses/NotModified' } }),
    ...Object.fromEntries(
      [...statuses].toSorted().map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
    ),
  }
}

function problemResponses(): object {
  const titles = new Map<number, string[]>()
  for (const [code, { status, title }] of Object.entries(errorTable))
    titles.set(status, [...(titles.get(status) ?? []), `\`${code}\`: ${title}`])
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return {
    NotModified: { description: 'It is as the client has it' },
    ...Object.fromEntries(
      [...titles]
        .toSorted(([a], [b]) => a - b)
        .map(([status, lines]) => [`Problem${status}`, { description: lines.join('\n\n'), content }]),
    ),
  }
}

/** As it stands in the document: references into it, and the marks of our own as OpenAPI knows them. */
export function published(schema: JsonSchema): JsonSchema {
  return mapSchema(schema, ({ $ref, secret, ...rest }) => ({
    ...rest,
    ...($ref !== undefined && { $ref: $ref.replace('#/$defs/', '#/components/schemas/') }),
    ...(secret === true && { writeOnly: true, format: 'password' }),
  }))
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Any text of your own: the same call sent again with it within 24 hours is answered, not done, again',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The `ETag` of an earlier answer; 304 where nothing changed',
  schema: { type: 'string' },
}
