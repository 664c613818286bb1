import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** What the command line reads of contract/openapi.json: all that it knows of Atrium. */

const Schema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  writeOnly: z.boolean().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), Schema).optional()
  },
  get items() {
    return Schema.optional()
  },
  get anyOf() {
    return z.array(Schema).optional()
  },
  get oneOf() {
    return z.array(Schema).optional()
  },
})
export type Schema = z.output<typeof Schema>

const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: Schema,
})

const Media = z.record(z.string(), z.object({ schema: Schema }))

const OperationEntry = z.object({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(z.union([z.object({ $ref: z.string() }), Parameter])).default([]),
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: Schema }) }) }).optional(),
  responses: z.object({ 200: z.object({ content: Media }) }),
  'x-atrium-kind': z.enum(['query', 'command', 'probe', 'stream']),
  'x-atrium-effect': z.enum(['none', 'reversible', 'compensable', 'irreversible']),
  'x-atrium-scope': z.string().nullable(),
  'x-atrium-access': z.enum(['scope', 'session', 'public']),
  'x-atrium-page': z.string().optional(),
  'x-atrium-csv': z.string().optional(),
})

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), OperationEntry)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
  'x-atrium-exit': z.record(z.string(), z.int()),
})

/** A value that a caller gives, and where it goes. */
export interface Field {
  name: string
  place: 'path' | 'query' | 'body'
  required: boolean
  description: string
  schema: Schema
}

export interface ContractOperation {
  /** `people.list` */
  name: string
  summary: string
  method: string
  path: string
  kind: 'query' | 'command' | 'probe' | 'stream'
  effect: 'none' | 'reversible' | 'compensable' | 'irreversible'
  /** those in the path first, in its order */
  fields: Field[]
  answer: Schema
  isPage: boolean
  /** where the whole list is found as CSV */
  csvPath: string | undefined
}

export interface Contract {
  operations: ContractOperation[]
  schemas: Readonly<Record<string, Schema>>
  /** the exit code of each error's code */
  exits: Readonly<Record<string, number>>
}

/** The contract that came with this program. */
export async function readContract(): Promise<Contract> {
  const text = await readFile(new URL('../../contract/openapi.json', import.meta.url), 'utf8')
  const document = Document.parse(JSON.parse(text))
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, entry]) =>
      isForPrograms(entry) ? [operationOf(path, method, entry)] : [],
    ),
  )
  return {
    operations: operations.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    schemas: document.components.schemas,
    exits: document['x-atrium-exit'],
  }
}

type Entry = z.output<typeof OperationEntry>

/** A session and the account behind it are a browser's; a program has a key. */
const isForPrograms = (entry: Entry): boolean =>
  entry['x-atrium-access'] !== 'session' && !entry.operationId.startsWith('session.')

function operationOf(path: string, method: string, entry: Entry): ContractOperation {
  const parameters = entry.parameters.flatMap((one): Field[] =>
    '$ref' in one || one.in === 'header' ? [] : [{ ...one, place: one.in, description: one.description ?? '' }],
  )
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => parameters.filter((one) => one.name === name))
  const body = entry.requestBody?.content['application/json'].schema
  const inBody = Object.entries(body?.properties ?? {}).map(
    ([name, schema]): Field => ({
      name,
      place: 'body',
      required: body?.required?.includes(name) ?? false,
      description: schema.description ?? '',
      schema,
    }),
  )
  const media = entry.responses[200].content
  return {
    name: entry.operationId,
    summary: entry.summary,
    method: method.toUpperCase(),
    path,
    kind: entry['x-atrium-kind'],
    effect: entry['x-atrium-effect'],
    fields: [...inPath, ...parameters.filter((one) => one.place === 'query'), ...inBody],
    answer: (media['application/json'] ?? media['text/event-stream'])?.schema ?? {},
    isPage: entry['x-atrium-page'] !== undefined,
    csvPath: entry['x-atrium-csv'],
  }
}

/** The schema that a reference names, without the null that it may allow. */
export function plain(schema: Schema, schemas: Contract['schemas']): Schema {
  const name = schema.$ref?.split('/').at(-1)
  const target = name === undefined ? undefined : schemas[name]
  if (target) return plain(target, schemas)
  const members = schema.anyOf?.filter((member) => member.type !== 'null')
  const [only] = members ?? []
  return members?.length === 1 && only ? plain(only, schemas) : schema
}

export const typeOf = (schema: Schema): string | undefined =>
  Array.isArray(schema.type) ? schema.type.find((type) => type !== 'null') : schema.type
