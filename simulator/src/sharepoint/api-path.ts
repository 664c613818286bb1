import { invalidExpression } from './rest-error.ts'

/** One step of an address below `_api`: `lists/getByTitle('Visitors')` is two. */
export interface Step {
  /** Lower case; SharePoint does not mind. */
  readonly name: string
  /** What stands between the parentheses, without quotes; undefined without parentheses or with empty ones. */
  readonly argument: string | undefined
}

export interface ApiAddress {
  /** The web's path below the host, without slashes at the ends. */
  readonly webPath: string
  readonly steps: readonly Step[]
}

/** Reads `/sites/x/_api/web/lists(guid'…')/items(3)`; undefined when the path leads elsewhere. */
export function apiAddress(pathname: string): ApiAddress | undefined {
  const found = /^(.*?)\/_api(?:\/(.*))?$/i.exec(pathname)
  if (!found) return undefined
  const [, web = '', api = ''] = found
  return { webPath: decoded(web).replace(/^\/+/, ''), steps: parts(decoded(api)).map(stepOf) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalidExpression('The expression is not encoded correctly.')
  }
}

/** Splits at slashes, save those within quotes. */
function parts(api: string): string[] {
  return (api.match(/(?:'(?:[^']|'')*'|[^/'])+/g) ?? []).filter((part) => part.trim() !== '')
}

function stepOf(part: string): Step {
  const [, name = part, inside = ''] = /^([^(]*)\(([\s\S]*)\)$/.exec(part) ?? []
  const quoted = /'((?:[^']|'')*)'\s*$/.exec(inside)
  const argument = quoted ? (quoted[1] ?? '').replaceAll("''", "'") : inside.trim()
  return { name: name.toLowerCase(), argument: argument === '' ? undefined : argument }
}
