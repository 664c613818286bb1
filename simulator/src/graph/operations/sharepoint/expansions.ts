import { namesOf } from '../../odata/options.ts'

/** One relation of `$expand` with its own options, e.g. `fields($select=Title)`. */
export interface NestedExpansion {
  readonly name: string
  readonly select: readonly string[] | undefined
  readonly expand: readonly NestedExpansion[]
}

/** Reads `columns,items($expand=fields($select=A,B))`; the `$` of an option may be left out. */
export function nestedExpansions(text: string | undefined): NestedExpansion[] {
  return splitOutside(text ?? '', ',').map((part) => {
    const [, name = part.trim(), inner = ''] = /^\s*([A-Za-z0-9_]+)\s*\(([\s\S]*)\)\s*$/.exec(part) ?? []
    const options = new Map<string, string>()
    for (const option of splitOutside(inner, ';')) {
      const [key = '', ...value] = option.split('=')
      options.set(key.trim().replace(/^\$/, '').toLowerCase(), value.join('='))
    }
    return { name, select: namesOf(options.get('select')), expand: nestedExpansions(options.get('expand')) }
  })
}

/** Splits a text where the separator stands outside of all parentheses. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const letter of text) {
    if (letter === '(') depth += 1
    if (letter === ')') depth -= 1
    if (letter === separator && depth === 0) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].filter((one) => one.trim() !== '')
}
