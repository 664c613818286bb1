/**
 * contract/openapi.json as TypeScript: one type for each named schema, and for each operation its input and its answer by the
 * operation's own name. The contract holds to a small part of JSON Schema (hub/src/doors/contract refuses the rest), so this
 * is all it takes; what it does not know, it refuses too.
 */

export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: string | number | boolean | null
  enum?: (string | number | null)[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
  description?: string
  default?: unknown
  contentMediaType?: string
}

interface Content {
  content?: Record<string, { schema?: Schema; itemSchema?: Schema }>
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema: Schema
  description?: string
}

interface OpenApiOperation {
  operationId?: string
  'x-atrium-operation'?: string
  summary?: string
  /** a reference is to a header, which is the client's business */
  parameters?: (Parameter | { $ref: string })[]
  requestBody?: Content & { required?: boolean }
  responses: Record<string, Content>
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { schemas: Record<string, Schema> }
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

interface Operation {
  name: string
  method: string
  path: string
  definition: OpenApiOperation
}

export function contractTypes(document: OpenApiDocument): string {
  const operations = operationsOf(document)
  const schemas = Object.entries(document.components.schemas).sort(([a], [b]) => (a < b ? -1 : 1))
  const ofSchemas = schemas.map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)}\n`,
  )
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref && named(schema.$ref)
    return name ? (document.components.schemas[name] ?? schema) : schema
  }
  const ofOperations = operations.map(
    ({ name, definition }) =>
      `${comment(definition.summary, '  ')}  '${name}': { input: ${inputOf(definition, resolve)}; output: ${outputOf(definition)} }\n`,
  )
  const routes = operations.map(({ name, method, path }) => `  '${name}': '${method.toUpperCase()} ${path}',\n`)
  return [
    '// Generated from contract/openapi.json by `npm run -w console generate`. Do not edit.\n',
    ...ofSchemas,
    '/** Every operation: what it takes, from wherever in the request, and what it answers. */',
    `export interface Operations {\n${ofOperations.join('')}}\n`,
    '/** Where each operation is found. */',
    `export const routes = {\n${routes.join('')}} as const satisfies Record<keyof Operations, string>`,
    '',
  ].join('\n')
}

function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths)
    .flatMap(([path, item]) =>
      methods.flatMap((method) => {
        const definition = item[method]
        const name = definition?.['x-atrium-operation'] ?? definition?.operationId
        return definition && name ? [{ name, method, path, definition }] : []
      }),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

const isField = (one: Parameter | { $ref: string }): one is Parameter =>
  'in' in one && (one.in === 'path' || one.in === 'query')

/** Path, query and body in one object, as the operation itself takes them. */
function inputOf(definition: OpenApiOperation, resolve: (schema: Schema) => Schema): string {
  const parameters = (definition.parameters ?? []).filter(isField)
  const body = definition.requestBody?.content?.['application/json']?.schema
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const { name, schema, description, required: must } of parameters) {
    properties[name] = description === undefined ? schema : { ...schema, description }
    if (must) required.push(name)
  }
  const bodySchema = body && resolve(body)
  Object.assign(properties, bodySchema?.properties)
  required.push(...(bodySchema?.required ?? []))
  return typeOf({ type: 'object', properties, required })
}

function outputOf(definition: OpenApiOperation): string {
  const success = Object.entries(definition.responses).find(([status]) => status.startsWith('2'))?.[1]
  const content = success?.content ?? {}
  const json = content['application/json'] ?? content['text/event-stream']
  const schema = json?.itemSchema ?? json?.schema
  return schema ? typeOf(schema) : 'string'
}

const named = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

export function typeOf(schema: Schema): string {
  if (schema.$ref) return named(schema.$ref)
  if (schema.const !== undefined) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  const options = schema.oneOf ?? schema.anyOf
  if (options) return unique(options.map(typeOf)).join(' | ')
  if (schema.allOf) return unique(schema.allOf.map(typeOf)).join(' & ')
  const types = [schema.type ?? []].flat()
  if (types.length === 0) throw new Error(`A schema without a type: ${JSON.stringify(schema).slice(0, 200)}`)
  return unique(types.map((type) => simpleType(type, schema))).join(' | ')
}

function simpleType(type: string, schema: Schema): string {
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'string' || type === 'boolean' || type === 'null') return type
  if (type === 'array' && schema.items) return `readonly ${bracketed(typeOf(schema.items))}[]`
  if (type === 'object') return objectType(schema)
  throw new Error(`A type that the console does not know: ${type}`)
}

function objectType({ properties = {}, required = [] }: Schema): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?'
    const undefinedToo = optional === '' ? '' : ' | undefined'
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`
    return `${comment(schema.description, '  ')}  ${key}${optional}: ${typeOf(schema)}${undefinedToo}\n`
  })
  return fields.length === 0 ? 'Record<never, never>' : `{\n${fields.join('')}}`
}

const bracketed = (type: string): string => (/[ |&{]/.test(type) ? `(${type})` : type)
const unique = (types: string[]): string[] => [...new Set(types)]
const literal = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value)
const comment = (text: string | undefined, indent = ''): string =>
  text ? `${indent}/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n` : ''
