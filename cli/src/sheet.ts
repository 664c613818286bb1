import { columnsOf, fieldOf, shown, words } from './columns.ts'
import { type Contract, plain, type Schema, typeOf } from './contract.ts'
import { table } from './table.ts'

/** One thing, a line a field; what is in it stands under it, indented, and a list of things as a table. */
export function sheet(
  value: unknown,
  schema: Schema,
  schemas: Contract['schemas'],
  width?: number,
  indent = '',
): string {
  const shape = variantOf(plain(schema, schemas), value, schemas)
  const fields = Object.entries(shape.properties ?? {})
  const titles = fields.map(([name]) => words(name))
  const longest = Math.max(0, ...titles.map((title) => title.length))
  return fields
    .map(([name, field], index) => {
      const inner = fieldOf(value, name)
      const title = titles[index] ?? name
      const inside = plain(field, schemas)
      if (Array.isArray(inner) && inner.length > 0 && typeof inner[0] === 'object') {
        const rows = table(columnsOf(inside.items ?? {}, schemas), inner, width && width - indent.length - 2)
        return `${indent}${title}\n${rows.replace(/^(?=.)/gm, `${indent}  `)}`
      }
      if (inner !== null && (typeOf(inside) === 'object' || inside.oneOf))
        return `${indent}${title}\n${sheet(inner, inside, schemas, width, `${indent}  `)}`
      const text = Array.isArray(inner) ? inner.map(shown).join(', ') : shown(inner)
      return `${indent}${title.padEnd(longest)}  ${text || '–'}\n`
    })
    .join('')
}

/** Of a tagged union, the member whose fields the value has. */
function variantOf(schema: Schema, value: unknown, schemas: Contract['schemas']): Schema {
  const members = schema.oneOf?.map((member) => plain(member, schemas)) ?? []
  const names = Object.keys(value instanceof Object ? value : {})
  return members.find(({ properties = {} }) => names.every((name) => name in properties)) ?? schema
}
