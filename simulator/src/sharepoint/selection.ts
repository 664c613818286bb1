import { isObject, type Json } from '../world/model.ts'
import { noProperty } from './rest-error.ts'

/** `$select` and `$expand` as SharePoint reads them: `RootFolder/ServerRelativeUrl,*`. */
export interface Selection {
  readonly select: readonly string[]
  readonly expand: readonly string[]
}

export function selectionOf(query: URLSearchParams): Selection {
  const names = (option: string) =>
    (query.get(option) ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
  return { select: names('$select'), expand: names('$expand') }
}

/**
 * What is left of an object. `related` gives what can be expanded; it is told only when it was asked for. Refuses a
 * property that the type does not have.
 */
export function selected(
  whole: { [name: string]: Json },
  related: { readonly [name: string]: () => Json },
  type: string,
  { select, expand }: Selection,
): { [name: string]: Json } {
  const shown: { [name: string]: Json } = select.length === 0 || select.includes('*') ? { ...whole } : {}
  for (const name of expand) {
    const [head = ''] = name.split('/')
    const value = related[head]
    if (!value) throw noProperty(name, type)
    if (select.length === 0 || select.includes(head) || select.includes('*')) shown[head] = value()
  }
  for (const path of select) {
    if (path === '*') continue
    const [head = '', ...rest] = path.split('/')
    const value = expand.some((name) => name.split('/')[0] === head) ? related[head]?.() : whole[head]
    if (value === undefined) throw noProperty(head, type)
    shown[head] = rest.length === 0 ? value : part(shown[head], value, rest.join('/'))
  }
  return shown
}

function part(known: Json | undefined, value: Json, name: string): Json {
  const before =
    isObject(known) && !(isObject(value) && Object.keys(value).length === Object.keys(known).length) ? known : {}
  return { ...before, [name]: isObject(value) ? (value[name] ?? null) : null }
}
