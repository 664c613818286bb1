/**
 * Addresses carry plain text: `?department=Sales&state=blocked&state=absent`. Each route reads what it knows from it with
 * these. A field that was not accepted has to be said as undefined: what a route leaves out of its search, the router fills in
 * from the address as it came.
 */
export type RawSearch = Record<string, unknown>

export function parseSearch(text: string): RawSearch {
  const found = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(found.keys())].map((name) => {
      const values = found.getAll(name)
      return [name, values.length > 1 ? values : values[0]]
    }),
  )
}

export function stringifySearch(search: RawSearch): string {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    for (const one of [value].flat())
      if (one !== undefined && one !== null && one !== '' && one !== false) written.append(name, String(one))
  return written.size > 0 ? `?${written}` : ''
}

/** The text of a parameter; undefined where it is missing or given more than once. */
export const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** `true` where the parameter says so; absent otherwise, so that addresses stay short. */
export const flagIn = (value: unknown): true | undefined => (value === 'true' || value === true ? true : undefined)

/** One of a closed set; undefined otherwise. */
export const oneIn = <Option extends string>(value: unknown, options: readonly Option[]): Option | undefined =>
  options.find((option) => option === value)

/** Those of a closed set; undefined where there is none. */
export const listIn = <Option extends string>(
  value: unknown,
  options: readonly Option[],
): readonly Option[] | undefined => {
  const found = options.filter((option) => [value].flat().includes(option))
  return found.length > 0 ? found : undefined
}
