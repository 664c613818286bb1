import { randomUUID } from 'node:crypto'
import {
  describeSchema,
  itemsOf,
  type JsonSchema,
  propertiesOf,
  resolved,
  withoutNull,
} from '../src/doors/contract/json-schema.ts'
import { routeOf } from '../src/doors/contract/route.ts'
import type { Operation } from '../src/operation/define.ts'
import type { Person } from './person.ts'

/** How one operation answered another organisation's id, and an id that never was. */
export interface IsolationFinding {
  operation: string
  field: string
  /** the other organisation's id */
  id: string
  theirs: string
  unknown: string
}

/**
 * Calls every operation that takes an id, once with each of `theirIds` and once with an id that never was, as a person of
 * another organisation. Both answers must be the same in status, headers and body (apart from request id and date), and be
 * 404 where the id stands in the path.
 *
 * @param inputs what an operation needs besides, by its name, where its schema does not say so
 * @param inputs by operation, what must be in an input besides what its schema requires
 * @returns what differs; empty where nobody can tell that another organisation's thing exists
 */
export async function findLeaks(
  person: Person,
  operations: readonly Operation[],
  theirIds: readonly string[],
  inputs: Readonly<Record<string, object>> = {},
): Promise<{ findings: IsolationFinding[]; asked: number; operations: string[] }> {
  const findings: IsolationFinding[] = []
  const asking = operations.flatMap((operation) => idFields(operation).map((field) => ({ operation, field })))
  let asked = 0
  for (const { operation, field } of asking) {
    const unknown = await answerTo(person, operation, { ...inputs[operation.name], [field]: randomUUID() }, field)
    if (routeOf(operation).parameters.includes(field) && !unknown.startsWith('404\n'))
      findings.push({ operation: operation.name, field, id: 'none', theirs: '404', unknown })
    for (const id of theirIds) {
      asked += 1
      const theirs = await answerTo(person, operation, { ...inputs[operation.name], [field]: id }, field)
      if (theirs !== unknown) findings.push({ operation: operation.name, field, id, theirs, unknown })
    }
  }
  return { findings, asked, operations: [...new Set(asking.map(({ operation }) => operation.name))] }
}

/** The fields of an input that take a UUID. */
export function idFields(operation: Operation): string[] {
  const { schema, named } = describeSchema(operation.input, 'input')
  return propertiesOf(resolved(schema, named)).flatMap(([name, property]) => {
    const plain = resolved(withoutNull(property).schema, named)
    const single = plain.type === 'array' ? resolved(itemsOf(plain), named) : plain
    return single.format === 'uuid' ? [name] : []
  })
}

async function answerTo(
  person: Person,
  operation: Operation,
  given: Record<string, unknown>,
  field: string,
): Promise<string> {
  const { method, path, parameters } = routeOf(operation)
  const { schema, named } = describeSchema(operation.input, 'input')
  const top = resolved(schema, named)
  const id = String(given[field])
  const input = new Map(Object.entries(given))
  for (const [name, property] of propertiesOf(top))
    if (name === field && resolved(withoutNull(property).schema, named).type === 'array') input.set(name, [id])
    else if (top.required?.includes(name) && !input.has(name)) input.set(name, exampleOf(property, named))
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.get(name))))
  const rest = [...input].filter(([name]) => !parameters.includes(name))
  const isRead = method === 'GET' || method === 'DELETE'
  const query = new URLSearchParams()
  for (const [name, value] of rest) for (const one of [value].flat()) query.append(name, String(one))
  const response = await person.ask(isRead && rest.length > 0 ? `${address}?${query}` : address, {
    method,
    ...(!isRead && { body: Object.fromEntries(rest) }),
  })
  return described(response, id, operation.kind === 'stream')
}

/** An answer as it may be compared: without what differs by nature, and with the id that was asked for named as such. */
async function described(response: Response, id: string, isStream: boolean): Promise<string> {
  const headers = [...response.headers].filter(
    ([name]) => !['date', 'x-request-id', 'etag', 'keep-alive'].includes(name),
  )
  const isOpen = isStream && response.ok
  const body = isOpen ? 'a stream' : await response.text()
  if (isOpen) await response.body?.cancel()
  const plain = body
    .replace(/"requestId":"[^"]*"/, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'an instant')
    .replaceAll(id, 'the id')
  return `${response.status}\n${headers.map((header) => header.join(': ')).join('\n')}\n${plain}`
}

/** A value that the schema accepts. */
function exampleOf(schema: JsonSchema, named: Record<string, JsonSchema>): unknown {
  const plain = resolved(withoutNull(resolved(schema, named)).schema, named)
  if (plain.examples?.[0] !== undefined) return plain.examples[0]
  if (plain.default !== undefined) return plain.default
  if (plain.enum) return plain.enum[0]
  if (plain.const !== undefined) return plain.const
  if (plain.oneOf?.[0]) return exampleOf(plain.oneOf[0], named)
  if (plain.type === 'array') return plain.minItems ? [exampleOf(itemsOf(plain), named)] : []
  if (plain.type === 'object')
    return Object.fromEntries(propertiesOf(plain).map(([name, property]) => [name, exampleOf(property, named)]))
  if (plain.type === 'boolean') return false
  if (plain.type === 'integer' || plain.type === 'number') return plain.minimum ?? 0
  if (plain.format === 'uuid') return randomUUID()
  if (plain.format === 'email') return 'someone@example.org'
  return 'x'.repeat(Math.max(plain.minLength ?? 1, 1))
}
