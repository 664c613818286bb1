import type { Operation } from '../../operation/define.ts'
import { isCookie } from './answer.ts'
import { isText, itemsOf, type JsonSchema, propertiesOf, referencedName, schemaAt, withoutNull } from './json-schema.ts'
import { type ContractModel, type ContractOperation, contractModel, referencesOf } from './model.ts'

/** GraphQL SDL of these operations: queries, mutations for commands and probes, subscriptions for streams. */
export function graphqlSchema(operations: readonly Operation[]): string {
  const model = contractModel(operations)
  const answered = reachable(
    model,
    model.operations.map(({ output }) => output),
  )
  const sent = reachable(
    model,
    model.operations.map(({ input }) => input),
  )
  const roots = [
    root('Query', model, ({ kind }) => kind === 'query'),
    root('Mutation', model, ({ kind }) => kind === 'command' || kind === 'probe'),
    root('Subscription', model, ({ kind }) => kind === 'stream'),
  ]
  const types = Object.entries(model.schemas).flatMap(([name, schema]) => {
    if (schema.enum) return answered.has(name) || sent.has(name) ? [enumType(name, schema)] : []
    return [
      ...(answered.has(name) ? [outputType(name, schema, model)] : []),
      ...(sent.has(name) ? [inputType(name, schema, model)] : []),
    ]
  })
  return `${[heading, ...roots, ...types].filter((block) => block !== '').join('\n\n')}\n`
}

const heading = `# Generated from the operations by \`npm run contract\`; do not edit.

"An instant, RFC 3339, in UTC with milliseconds."
scalar Instant @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")

"A whole number of up to 53 bits, where 32 may not do."
scalar Long`

function root(name: string, model: ContractModel, belongs: (operation: Operation) => boolean): string {
  const fields = model.operations.filter(({ operation }) => belongs(operation)).map((entry) => rootField(entry, model))
  return fields.length === 0 ? '' : `type ${name} {\n${fields.join('\n')}\n}`
}

function rootField({ operation, input, output }: ContractOperation, model: ContractModel): string {
  const fields = propertiesOf(input).map(([name, schema]) => {
    const required = isRequired(input, name, schema)
    return `${note(schema, '    ')}    ${name}: ${typeOf(schema, model, 'input', required)}`
  })
  const inputs = fields.length === 0 ? '' : `(\n${fields.join('\n')}\n  )`
  return `  ${quoted(operation.summary)}\n  ${fieldName(operation.name)}${inputs}: ${typeOf(output, model, 'output', true)}`
}

/** `api-keys.create` → `apiKeysCreate` */
export const fieldName = (name: string): string =>
  name.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase())

function outputType(name: string, schema: JsonSchema, model: ContractModel): string {
  if (schema.oneOf)
    return `${note(schema, '')}union ${name} = ${schema.oneOf.map((member) => referencedName(member) ?? '').join(' | ')}`
  const fields = propertiesOf(schema)
    .filter(([, property]) => !isCookie(property))
    .map(([field, property]) => `${note(property, '  ')}  ${field}: ${typeOf(property, model, 'output', true)}`)
  return `${note(schema, '')}type ${name} {\n${fields.join('\n')}\n}`
}

/** A tagged union is an input of which exactly one field is given (`@oneOf`), named by the tag's value. */
function inputType(name: string, schema: JsonSchema, model: ContractModel): string {
  const fields = schema.oneOf
    ? schema.oneOf.map(
        (member) => `  ${lowerFirst(referencedName(member) ?? '')}: ${typeOf(member, model, 'input', false)}`,
      )
    : propertiesOf(schema).map(
        ([field, property]) =>
          `${note(property, '  ')}  ${field}: ${typeOf(property, model, 'input', isRequired(schema, field, property))}`,
      )
  return `${note(schema, '')}input ${inputName(name)}${schema.oneOf ? ' @oneOf' : ''} {\n${fields.join('\n')}\n}`
}

function enumType(name: string, schema: JsonSchema): string {
  const values = (schema.enum ?? []).map((value) => enumValue(String(value)))
  return `${note(schema, '')}enum ${name} {\n${values.map((value) => `  ${value}`).join('\n')}\n}`
}

/** GraphQL names have no dashes: `directory-read` → `directory_read`. The door translates back by the same table. */
export const enumValue = (value: string): string => value.replace(/\W/g, '_').replace(/^(\d|true$|false$|null$)/, '_$1')

function typeOf(schema: JsonSchema, model: ContractModel, side: 'input' | 'output', required: boolean): string {
  const { schema: plain, nullable } = withoutNull(schema)
  return `${bareType(plain, model, side)}${required && !nullable ? '!' : ''}`
}

function bareType(schema: JsonSchema, model: ContractModel, side: 'input' | 'output'): string {
  const name = referencedName(schema)
  if (name !== undefined) {
    const target = schemaAt(model.schemas[name])
    if (target.enum || side === 'output') return name
    return target.type === 'object' || target.oneOf ? inputName(name) : bareType(target, model, side)
  }
  if (schema.type === 'array') return `[${typeOf(itemsOf(schema), model, side, true)}]`
  if (schema.type === 'boolean') return 'Boolean'
  if (schema.type === 'number') return 'Float'
  if (schema.type === 'integer') return (schema.maximum ?? Number.POSITIVE_INFINITY) < 2 ** 31 ? 'Int' : 'Long'
  if (schema.format === 'uuid') return 'ID'
  if (schema.format === 'date-time' && side === 'output') return 'Instant'
  if (isText(schema) || typeof schema.const === 'string') return 'String'
  if (typeof schema.const === 'boolean') return 'Boolean'
  throw new TypeError(`GraphQL has no type for ${JSON.stringify(schema)}`)
}

const isRequired = (object: JsonSchema, name: string, schema: JsonSchema): boolean =>
  (object.required?.includes(name) ?? false) && schema.default === undefined

const inputName = (name: string): string => (name.endsWith('Input') ? name : `${name}Input`)
const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1)
const quoted = (text: string): string => JSON.stringify(text)
const note = ({ description }: JsonSchema, indent: string): string =>
  description === undefined ? '' : `${indent}${quoted(description)}\n`

/** The names that these schemas lead to. */
function reachable(model: ContractModel, from: readonly JsonSchema[]): Set<string> {
  const found = new Set<string>()
  const waiting = [...from]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const name of referencesOf(next)) {
      if (found.has(name)) continue
      found.add(name)
      waiting.push(schemaAt(model.schemas[name]))
    }
  return found
}
