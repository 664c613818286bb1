import type { Operation } from '../../operation/define.ts'
import {
  describeSchema,
  itemsOf,
  type JsonSchema,
  propertiesOf,
  referencedName,
  resolved,
  schemaAt,
} from './json-schema.ts'

/** What a list lists. */
export interface PageAnswer {
  itemName: string
  item: JsonSchema
  named: Record<string, JsonSchema>
}

/** Whether an operation answers pages (operation/schemas.ts, pageOf), so that it can be followed and given as CSV. */
export function pageAnswer(operation: Operation): PageAnswer | undefined {
  if (operation.kind !== 'query') return undefined
  const { schema, named } = describeSchema(operation.output, 'output')
  return pageItem(resolved(schema, named), named)
}

export function pageItem(answer: JsonSchema, named: Record<string, JsonSchema>): PageAnswer | undefined {
  const properties = answer.properties ?? {}
  if (!('items' in properties && 'nextCursor' in properties)) return undefined
  const item = itemsOf(schemaAt(properties.items))
  return { itemName: referencedName(item) ?? 'item', item, named }
}

/** A list of several kinds of things has no columns. */
export const hasColumns = ({ item, named }: PageAnswer): boolean => resolved(item, named).type === 'object'

/** A field that a browser gets as a cookie in place of the body: `.meta({ cookie: 'session' })`, nullable or not. */
export const isCookie = (property: JsonSchema): boolean =>
  property.cookie === 'session' || (property.anyOf?.some((member) => member.cookie === 'session') ?? false)

export function cookieFields(operation: Operation): string[] {
  const { schema, named } = describeSchema(operation.output, 'output')
  return propertiesOf(resolved(schema, named)).flatMap(([name, property]) => (isCookie(property) ? [name] : []))
}
