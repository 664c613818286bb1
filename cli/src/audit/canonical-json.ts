/**
 * The one form of a JSON value that RFC 8785 defines: members sorted by UTF-16 code units, no white space, strings and
 * numbers as ECMAScript writes them. Written here and not shared with the server, so that the two check each other.
 *
 * @throws TypeError where a value has no such form
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === 'string') return canonicalString(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${members.map(([name, member]) => `${canonicalString(name)}:${canonicalJson(member)}`).join(',')}}`
  }
  throw new TypeError(`${typeof value} has no canonical JSON`)
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('text with a lone surrogate has no canonical JSON')
  return JSON.stringify(text)
}
