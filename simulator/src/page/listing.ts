import { type Child, element as h, replace, table } from './element.ts'
import type { Page } from './readings.ts'
import { type Context, number, type Section } from './section.ts'

interface Listing<T> {
  readonly title: string
  readonly columns: readonly string[]
  readonly row: (item: T) => readonly Child[]
  readonly emptiness: string
  /** What stands beside the search. */
  readonly bar?: readonly Child[]
}

/** A list of the directory with a search and, when there are more, a way on. */
export function listing<T>(
  context: Context,
  read: (query: { readonly [name: string]: string | number }) => Promise<Page<T>>,
  { title, columns, row, emptiness, bar = [] }: Listing<T>,
): Section {
  const search = h('input', {
    type: 'search',
    placeholder: 'Name or address',
    'aria-label': `Search ${title.toLowerCase()}`,
  })
  const count = h('span', { class: 'quiet' })
  const body = h('div', { class: 'card' })
  const more = h('button', { hidden: true, onclick: () => show(next ?? 0) }, 'Next page')
  const back = h('button', { hidden: true, onclick: () => show(0) }, 'First page')
  let after = 0
  let next: number | null = null

  async function show(from: number): Promise<void> {
    after = from
    const page = await read({ tenantId: context.tenantId(), search: search.value, after })
    next = page.next
    count.textContent = `${number(page.total)} in all`
    more.hidden = next === null
    back.hidden = after === 0
    replace(body, table(columns, page.items.map(row), search.value ? 'Nothing fits the search.' : emptiness))
  }
  search.addEventListener('input', () => show(0))
  const element = h(
    'section',
    {},
    h('div', { class: 'bar' }, h('h2', {}, title), count, search, ...bar),
    body,
    h('div', { class: 'bar', style: 'margin-top:14px' }, back, more),
  )
  return { element, refresh: () => show(after) }
}
