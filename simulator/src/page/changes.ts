import { element as h, replace, table } from './element.ts'
import { type Context, number, type Section } from './section.ts'

/** What changed the tenancy, latest first. */
export function changes(context: Context): Section {
  const body = h('div', { class: 'card' })
  const count = h('span', { class: 'quiet' })
  return {
    element: h(
      'section',
      {},
      h(
        'div',
        { class: 'bar' },
        h('h2', {}, 'Changes'),
        count,
        h(
          'button',
          {
            onclick: () =>
              context.perform('random', { tenantId: context.tenantId(), count: 10 }, 'Ten things happened'),
          },
          'Let ten things happen',
        ),
      ),
      body,
    ),
    async refresh() {
      const { next } = await context.read('journal', { since: Number.MAX_SAFE_INTEGER })
      const { entries } = await context.read('journal', { since: Math.max(0, next - 100) })
      count.textContent = `${number(next)} since the beginning`
      const rows = [...entries].reverse().map(({ number: nth, at, mutation, input }) => {
        const { tenantId: _, token: _token, headers: __, origin: ___, ...rest } = input
        const what = mutation === 'graph' ? `${rest.method} ${rest.target}` : mutation
        const details = mutation === 'graph' ? rest.body : rest
        return [
          [
            h('strong', {}, what),
            details && Object.keys(details).length > 0
              ? h('code', { class: 'quiet' }, JSON.stringify(details).slice(0, 240))
              : undefined,
          ],
          mutation === 'graph' ? `Graph, by ${input.token?.userObjectId ?? input.token?.appId}` : 'Control',
          h('span', { class: 'numbers small' }, new Date(at).toISOString().slice(0, 19).replace('T', ' ')),
          h('span', { class: 'numbers small' }, `#${nth}`),
        ]
      })
      replace(
        body,
        table(['Change', 'Through', 'At', 'Number'], rows, 'Nothing has changed since the tenancies were made.'),
      )
    },
  }
}
