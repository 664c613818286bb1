import { unsupportedQuery } from '../errors.ts'
import type { Reader } from './evaluate.ts'

type Clause = (read: Reader) => boolean

/** Properties searched by the start of any word; all others by the start of the value (graph-facts §2.3). */
const BY_WORD = new Set(['displayName', 'description'])
const SEARCHABLE = new Set([
  'displayName',
  'description',
  'mail',
  'mailNickname',
  'userPrincipalName',
  'givenName',
  'surname',
  'otherMails',
  'proxyAddresses',
  'appId',
])

/** Compiles `$search`: quoted `"property:value"` clauses joined by AND and OR, AND binding closer. */
export function compileSearch(text: string): Clause {
  const alternatives = text.trim().split(/\s+OR\s+/)
  const compiled = alternatives.map((alternative) => alternative.split(/\s+AND\s+/).map(clauseOf))
  return (read) => compiled.some((all) => all.every((clause) => clause(read)))
}

function clauseOf(text: string): Clause {
  const found = /^\(?\s*"([A-Za-z]+):(.*)"\s*\)?$/.exec(text.trim())
  const name = found?.[1] ?? ''
  const wanted = (found?.[2] ?? '').replaceAll('\\"', '"').toLowerCase().trim()
  if (!found || !SEARCHABLE.has(name) || wanted === '')
    throw unsupportedQuery(
      `The $search clause ${text} is not supported: write "property:value" with a searchable property.`,
    )
  if (BY_WORD.has(name)) {
    const words = wanted.split(/[\s.,'()_-]+/).filter(Boolean)
    return (read) => {
      const value = read(name)
      const parts = typeof value === 'string' ? value.toLowerCase().split(/[\s.,'()_-]+/) : []
      return words.every((word) => parts.some((part) => part.startsWith(word)))
    }
  }
  return (read) => {
    const value = read(name)
    const values = Array.isArray(value) ? value : [value]
    return values.some(
      (one) =>
        typeof one === 'string' &&
        one
          .toLowerCase()
          .replace(/^smtp:/, '')
          .startsWith(wanted),
    )
  }
}
