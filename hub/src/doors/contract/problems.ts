import type { Operation } from '../../operation/define.ts'
import {
  describeSchema,
  inexpressibleMark,
  isText,
  itemsOf,
  type JsonSchema,
  propertiesOf,
  referencedName,
  resolved,
  schemaAt,
  withoutNull,
} from './json-schema.ts'
import { routeOf } from './route.ts'

/** A place in an operation that some door's contract cannot express. */
export interface ContractProblem {
  operation: string
  side: 'input' | 'output' | 'route'
  /** `items[].manager`; empty for the whole */
  field: string
  problem: string
}

export const problemText = ({ operation, side, field, problem }: ContractProblem): string =>
  `${operation}: ${side}${field === '' ? '' : ` ${field}`} ${problem}`

/**
 * What OpenAPI, GraphQL and MCP cannot all express: an object or an enum without a name, a record, any, unknown, a
 * transform, a union that no field tells apart, a query parameter that is an object, a path parameter that no field reads.
 */
export function contractProblems(operations: readonly Operation[]): ContractProblem[] {
  return operations.flatMap((operation) => [
    ...ofSide(operation, 'input'),
    ...ofSide(operation, 'output'),
    ...ofRoute(operation),
  ])
}

function ofSide(operation: Operation, side: 'input' | 'output'): ContractProblem[] {
  const { schema, named } = describeSchema(operation[side], side)
  const found: ContractProblem[] = []
  const seen = new Set<string>()
  const report = (field: string, problem: string): void => {
    found.push({ operation: operation.name, side, field, problem })
  }
  const top = resolved(schema, named)
  if (top.type !== 'object' && (side === 'input' || top.oneOf === undefined))
    report('', side === 'input' ? 'must be one object' : 'must be one object, or a tagged union of objects')
  if (side === 'output' && referencedName(schema) === undefined)
    report('', "has no name: give it `.meta({ id: 'Name' })`")
  // An input is named after its operation; what is in it needs names of its own.
  walk(side === 'input' ? top : schema, '', side === 'input' || referencedName(schema) === undefined)
  return found

  function walk(place: JsonSchema, field: string, mayBeAnonymous: boolean): void {
    const name = referencedName(place)
    if (name !== undefined) {
      if (seen.has(name)) return
      seen.add(name)
    }
    const { schema: plain } = withoutNull(resolved(place, named))
    const inner = referencedName(plain)
    if (inner !== undefined) {
      walk(plain, field, false)
      return
    }
    const problem = problemOf(plain, name !== undefined || mayBeAnonymous, named)
    if (problem !== undefined) report(field, problem)
    for (const [property, value] of propertiesOf(plain))
      walk(value, field === '' ? property : `${field}.${property}`, false)
    if (plain.type === 'array') walk(itemsOf(plain), `${field}[]`, false)
    for (const member of plain.oneOf ?? []) walk(member, field, false)
  }
}

function problemOf(plain: JsonSchema, isNamed: boolean, named: Record<string, JsonSchema>): string | undefined {
  const mark = plain[inexpressibleMark]
  if (typeof mark === 'string') return mark
  const giveName = "has no name: give it `.meta({ id: 'Name' })`"
  if (plain.oneOf !== undefined)
    return isTagged(plain.oneOf, named) ? (isNamed ? undefined : `is a union that ${giveName}`) : untagged
  if (plain.anyOf !== undefined) return isText(plain) ? undefined : untagged
  if (plain.enum !== undefined) {
    if (plain.enum.some((value) => typeof value !== 'string')) return 'is an enum of other things than texts'
    return isNamed ? undefined : `is an enum that ${giveName}`
  }
  if (plain.type === 'object') return isNamed ? undefined : `is an object that ${giveName}`
  if (plain.type === undefined && plain.const === undefined) return 'has no type'
  return Array.isArray(plain.type) ? untagged : undefined
}

const untagged = 'is a union that no field tells apart: use z.discriminatedUnion'

/** Every member is a named object with a constant of its own in one field that all of them have. */
function isTagged(members: readonly JsonSchema[], named: Record<string, JsonSchema>): boolean {
  return tagOf(members, named) !== undefined
}

/** The field that tells the members of a union apart. */
export function tagOf(members: readonly JsonSchema[], named: Record<string, JsonSchema>): string | undefined {
  const objects = members.map((member) => (referencedName(member) === undefined ? {} : resolved(member, named)))
  const [first] = objects
  return propertiesOf(first ?? {})
    .map(([name]) => name)
    .find((name) => {
      const tags = objects.map((object) => schemaAt(object.properties?.[name]).const)
      return tags.every((tag) => typeof tag === 'string') && new Set(tags).size === tags.length
    })
}

function ofRoute(operation: Operation): ContractProblem[] {
  const { method, parameters } = routeOf(operation)
  const { schema, named } = describeSchema(operation.input, 'input')
  const properties = propertiesOf(resolved(schema, named))
  const problem = (field: string, text: string): ContractProblem => ({
    operation: operation.name,
    side: 'route',
    field,
    problem: text,
  })
  const unread = parameters.filter((name) => !properties.some(([property]) => property === name))
  const objects = properties.filter(([, property]) => {
    const plain = withoutNull(resolved(property, named)).schema
    const item = plain.type === 'array' ? resolved(itemsOf(plain), named) : resolved(plain, named)
    return item.type === 'object' || item.type === 'array' || item.oneOf !== undefined
  })
  const isRead = operation.kind === 'query' || operation.kind === 'stream'
  return [
    ...(/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(operation.name)
      ? []
      : [problem('', 'belongs to a name that is not `capability.verb`')]),
    ...(isRead === (method === 'GET')
      ? []
      : [problem('', `has ${method}, but a ${operation.kind} ${isRead ? 'is' : 'is not'} a GET`)]),
    ...unread.map((name) => problem(`{${name}}`, 'is no field of the input')),
    ...(method === 'GET' || method === 'DELETE'
      ? objects.map(([name]) => problem(name, 'is an object, which does not fit into an address'))
      : []),
  ]
}
