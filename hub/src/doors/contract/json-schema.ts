import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** The JSON Schema (draft 2020-12) of what a caller sends or gets, and of every named schema in it. */
export interface DescribedSchema {
  schema: JsonSchema
  named: Record<string, JsonSchema>
}

/** The mark on a place that some door cannot express, with the reason; `problems.ts` reports it. */
export const inexpressibleMark = 'x-inexpressible'

const referencePrefix = '#/$defs/'

/** zod's kinds of schema that have no place in a contract, and why. */
const inexpressible: Record<string, string> = {
  any: 'is `any`: say what it is',
  unknown: 'is `unknown`: say what it is',
  record: 'is a record: use a list of named objects',
  map: 'is a map: use a list of named objects',
  set: 'is a set: use a list',
  tuple: 'is a tuple: use a named object',
  transform: 'is a transform: callers cannot see what it does',
  custom: 'is a custom check: callers cannot see what it wants',
  date: 'is a Date: use Instant',
  bigint: 'is a bigint: use a string',
  intersection: 'is an intersection: spread the fields into one object',
  file: 'is a file: no door carries it',
}

/** Formats that say by themselves what zod adds as a long pattern. */
const knownFormats = new Set(['uuid', 'date-time', 'date', 'email', 'uri'])

/** @param io `input`: as a caller sends it (defaults optional); `output`: as a caller gets it */
export function describeSchema(type: z.ZodType, io: 'input' | 'output'): DescribedSchema {
  const described = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => tidy(zodSchema._zod.def, jsonSchema, io),
  })
  const { $schema: _, $defs: named = {}, '~standard': _standard, ...schema } = described
  return { schema, named }
}

function tidy(def: z.core.$ZodTypes['_zod']['def'], schema: JsonSchema, io: 'input' | 'output'): void {
  const reason =
    inexpressible[def.type] ?? (def.type === 'pipe' && hidesTransform(def) ? inexpressible.transform : undefined)
  if (reason !== undefined) schema[inexpressibleMark] = reason
  if (schema.format !== undefined && knownFormats.has(schema.format)) delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  // What is answered may gain fields; a caller must not refuse them.
  if (def.type === 'object' && io === 'output') delete schema.additionalProperties
}

function hidesTransform(def: z.core.$ZodPipeDef): boolean {
  return [def.in, def.out].some((side) => side._zod.def.type === 'transform')
}

/** `#/$defs/Person` → `Person` */
export const referencedName = (schema: JsonSchema): string | undefined =>
  schema.$ref?.startsWith(referencePrefix) ? schema.$ref.slice(referencePrefix.length) : undefined

/** The schema itself, or the named one that it refers to. */
export function resolved(schema: JsonSchema, named: Record<string, JsonSchema>): JsonSchema {
  const name = referencedName(schema)
  return name === undefined ? schema : { ...named[name], ...omitReference(schema) }
}

/** The schema without `null`, and whether it allowed `null`. */
export function withoutNull(schema: JsonSchema): { schema: JsonSchema; nullable: boolean } {
  if (Array.isArray(schema.type) && schema.type.includes('null')) {
    const { type: types, ...rest } = schema
    const others = types.filter((type) => type !== 'null')
    const [only] = others
    return { schema: others.length === 1 && only ? { ...rest, type: only } : { ...rest, type: others }, nullable: true }
  }
  const members = schema.anyOf?.filter((member) => member.type !== 'null')
  if (!members || members.length === schema.anyOf?.length) return { schema, nullable: false }
  const { anyOf: _, ...rest } = schema
  const [only] = members
  return { schema: members.length === 1 && only ? { ...only, ...rest } : { ...rest, anyOf: members }, nullable: true }
}

/** Whether every way to meet this schema is a text: a union of text formats is one text to any caller. */
export const isText = (schema: JsonSchema): boolean =>
  schema.type === 'string' || (schema.anyOf?.every((member) => isText(member)) ?? false)

/** A property's schema; `true` and `false` stand for anything and nothing, which no contract has. */
export const schemaAt = (value: z.core.JSONSchema._JSONSchema | undefined): JsonSchema =>
  typeof value === 'object' ? value : { [inexpressibleMark]: 'has no schema' }

/** An array's items. */
export const itemsOf = (schema: JsonSchema): JsonSchema =>
  Array.isArray(schema.items) ? { [inexpressibleMark]: inexpressible.tuple } : schemaAt(schema.items)

/** Each property with its schema, in the order in which it was written. */
export const propertiesOf = (schema: JsonSchema): [string, JsonSchema][] =>
  Object.entries(schema.properties ?? {}).map(([name, value]) => [name, schemaAt(value)])

function omitReference({ $ref: _, ...rest }: JsonSchema): JsonSchema {
  return rest
}
