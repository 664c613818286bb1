import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { Operation } from '../../operation/define.ts'
import { isCookie } from './answer.ts'
import { describeSchema, type JsonSchema, propertiesOf, referencedName, resolved, schemaAt } from './json-schema.ts'
import { type RouteParts, routeOf } from './route.ts'

/** An operation as every door's contract is written from. */
export interface ContractOperation {
  operation: Operation
  route: RouteParts
  /** always an object; its named parts stand in `schemas` */
  input: JsonSchema
  /** a reference to a named schema */
  output: JsonSchema
  /** the answer sets or ends the session cookie */
  setsCookie: boolean
}

export interface ContractModel {
  operations: ContractOperation[]
  /** every named schema by its name; references among them read `#/$defs/Name` */
  schemas: Record<string, JsonSchema>
}

/** Everything that the contracts are written from: the operations by name, and their named schemas once each. */
export function contractModel(operations: readonly Operation[]): ContractModel {
  const described = operations
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((operation) => ({
      operation,
      input: describeSchema(operation.input, 'input'),
      output: describeSchema(operation.output, 'output'),
    }))
  const outputs = collect(described.map(({ operation, output }) => ({ operation, named: output.named })))
  const inputs = collect(described.map(({ operation, input }) => ({ operation, named: input.named })))
  const rename = inputNames(inputs, outputs)
  const schemas: Record<string, JsonSchema> = { ...outputs }
  for (const [name, schema] of Object.entries(inputs)) schemas[rename(name)] ??= renamed(schema, rename)
  return {
    operations: described.map(({ operation, input, output }) => {
      const answer = resolved(output.schema, output.named)
      return {
        operation,
        route: routeOf(operation),
        input: renamed(resolved(input.schema, input.named), rename),
        output: output.schema,
        setsCookie: propertiesOf(answer).some(([, property]) => isCookie(property)),
      }
    }),
    schemas: Object.fromEntries(
      Object.keys(schemas)
        .toSorted()
        .map((name) => [name, withoutCookies(schemaAt(schemas[name]))]),
    ),
  }
}

/** @throws TypeError where one name stands for two different schemas */
function collect(sources: { operation: Operation; named: Record<string, JsonSchema> }[]): Record<string, JsonSchema> {
  const all: Record<string, JsonSchema> = {}
  for (const { operation, named } of sources)
    for (const [name, schema] of Object.entries(named)) {
      const known = all[name]
      if (known !== undefined && canonicalJson(known) !== canonicalJson(schema))
        throw new TypeError(`${operation.name}: the name ${name} stands for two different schemas`)
      all[name] = schema
    }
  return all
}

/** A schema that callers send otherwise than they get it (a default makes a field optional) is called …Input there. */
function inputNames(inputs: Record<string, JsonSchema>, outputs: Record<string, JsonSchema>): (name: string) => string {
  const differs = new Set(
    Object.keys(inputs).filter(
      (name) => outputs[name] !== undefined && canonicalJson(inputs[name]) !== canonicalJson(outputs[name]),
    ),
  )
  for (let size = -1; size !== differs.size; ) {
    size = differs.size
    for (const [name, schema] of Object.entries(inputs))
      if (outputs[name] !== undefined && referencesOf(schema).some((other) => differs.has(other))) differs.add(name)
  }
  return (name) => (differs.has(name) ? `${name}Input` : name)
}

/** The names that a schema refers to, anywhere in it. */
export function referencesOf(schema: JsonSchema): string[] {
  const found: string[] = []
  mapSchema(schema, (part) => {
    const name = referencedName(part)
    if (name !== undefined) found.push(name)
    return part
  })
  return found
}

const renamed = (schema: JsonSchema, rename: (name: string) => string): JsonSchema =>
  mapSchema(schema, (part) => {
    const name = referencedName(part)
    return name === undefined ? part : { ...part, $ref: `#/$defs/${rename(name)}` }
  })

/** The schema with each of its schemas, from the innermost, replaced by what `change` makes of it. */
export function mapSchema(schema: JsonSchema, change: (part: JsonSchema) => JsonSchema): JsonSchema {
  const each = (part: JsonSchema): JsonSchema => mapSchema(part, change)
  return change({
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(propertiesOf(schema).map(([name, property]) => [name, each(property)])),
    }),
    ...(schema.items !== undefined && !Array.isArray(schema.items) && { items: each(schemaAt(schema.items)) }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(each) }),
    ...(schema.oneOf && { oneOf: schema.oneOf.map(each) }),
    ...(schema.allOf && { allOf: schema.allOf.map(each) }),
  })
}

/** What goes into a cookie is in no answer that a contract describes. */
function withoutCookies(schema: JsonSchema): JsonSchema {
  const cookies = new Set(propertiesOf(schema).flatMap(([name, property]) => (isCookie(property) ? [name] : [])))
  if (cookies.size === 0) return schema
  const { required = [] } = schema
  return {
    ...schema,
    properties: Object.fromEntries(propertiesOf(schema).filter(([name]) => !cookies.has(name))),
    required: required.filter((name) => !cookies.has(name)),
  }
}
