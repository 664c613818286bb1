/** `users('x')`: a collection with its key in parentheses. */
const KEYED = /^([A-Za-z]+)\('?([^')]*)'?\)$/

/** A `resource` as path segments, without its query: `/users('x')/events?$select=id` is users, x, events. */
export function segmentsOf(resource: string): string[] {
  const [path = ''] = resource.split('?')
  return path
    .split('/')
    .filter(Boolean)
    .flatMap((segment) => {
      const keyed = KEYED.exec(segment)
      return keyed ? [keyed[1] ?? '', keyed[2] ?? ''] : [segment]
    })
}

/** The options after the `?` of a resource, by their lower-case names. */
export function optionsOf(resource: string): ReadonlyMap<string, string> {
  const query = resource.includes('?') ? resource.slice(resource.indexOf('?') + 1) : ''
  return new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]))
}

/** What stands for the names in braces when the path fits a template such as `users/{user}/events`. */
export type Captured = ReadonlyMap<string, string>

/**
 * Fits path segments to a template, whatever the case of the letters. A name in braces takes any segment, or only the
 * one given for it; `*` takes any. Undefined when the path does not fit.
 */
export function fit(
  template: string,
  path: readonly string[],
  given: Captured = new Map<string, string>(),
): Captured | undefined {
  const parts = template.split('/')
  if (parts.length !== path.length) return undefined
  const captured = new Map<string, string>()
  for (const [i, part] of parts.entries()) {
    const segment = path[i] ?? ''
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    const wanted = name === undefined ? part : given.get(name)
    if (part !== '*' && wanted !== undefined && wanted.toLowerCase() !== segment.toLowerCase()) return undefined
    if (name !== undefined) captured.set(name, segment)
  }
  return captured
}
