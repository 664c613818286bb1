import { AtriumError, type InputIssue } from '../../kernel/errors.ts'
import type { Operation } from '../../operation/define.ts'
import {
  describeSchema,
  itemsOf,
  type JsonSchema,
  propertiesOf,
  resolved,
  withoutNull,
} from '../contract/json-schema.ts'

/** What a request says, wherever it says it. */
export interface RequestParts {
  path: Readonly<Record<string, string>>
  query: URLSearchParams
  /** the parsed body; undefined where there was none */
  body: unknown
}

type TextKind = 'text' | 'number' | 'boolean'
type ParameterKind = { list: boolean; kind: TextKind }

/**
 * Makes one input of path, query and body; the path wins over the body, and that over the query. Texts of the address
 * become what the input's JSON Schema says: numbers, booleans, and lists (a parameter that is repeated). Judging is left
 * to the operation's own schema, except for parameters that nobody reads, which are refused: a misspelt filter must not
 * look like an answer.
 */
export function inputReader(operation: Operation): (parts: RequestParts) => Record<string, unknown> {
  const { schema, named } = describeSchema(operation.input, 'input')
  const kinds = new Map(
    propertiesOf(resolved(schema, named)).map(([name, property]) => [name, parameterKind(property, named)]),
  )
  return ({ path, query, body }) => ({
    ...fromQuery(query, kinds),
    ...fromBody(body),
    ...Object.fromEntries(
      Object.entries(path).map(([name, text]) => [name, toValue(text, kinds.get(name)?.kind ?? 'text')]),
    ),
  })
}

function parameterKind(property: JsonSchema, named: Record<string, JsonSchema>): ParameterKind {
  const plain = resolved(withoutNull(resolved(property, named)).schema, named)
  if (plain.type === 'array') return { list: true, kind: textKind(resolved(itemsOf(plain), named)) }
  return { list: false, kind: textKind(plain) }
}

function textKind({ type }: JsonSchema): TextKind {
  if (type === 'integer' || type === 'number') return 'number'
  return type === 'boolean' ? 'boolean' : 'text'
}

function fromQuery(query: URLSearchParams, kinds: ReadonlyMap<string, ParameterKind>): Record<string, unknown> {
  const issues: InputIssue[] = []
  const values: Record<string, unknown> = {}
  for (const name of new Set(query.keys())) {
    const texts = query.getAll(name)
    const parameter = kinds.get(name)
    const pointer = `/${name}`
    if (!parameter)
      issues.push({ pointer, message: `is no parameter here; there are: ${[...kinds.keys()].join(', ')}` })
    else if (parameter.list) values[name] = texts.map((text) => toValue(text, parameter.kind))
    else if (texts.length > 1) issues.push({ pointer, message: 'is given more than once' })
    else values[name] = toValue(texts[0] ?? '', parameter.kind)
  }
  if (issues.length > 0) throw new AtriumError('invalid_input', { issues })
  return values
}

function fromBody(body: unknown): object {
  if (body === undefined || body === null) return {}
  if (typeof body !== 'object' || Array.isArray(body))
    throw new AtriumError('invalid_input', { issues: [{ pointer: '', message: 'must be a JSON object' }] })
  return body
}

/** A text that is not of its kind stays as it is, so that the operation's schema says what is wrong with it. */
function toValue(text: string, kind: TextKind): unknown {
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
