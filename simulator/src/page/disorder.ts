import { element as h, replace, table } from './element.ts'
import type { Context, Section } from './section.ts'

/** The rules by which calls go wrong. */
export function disorder(context: Context): Section {
  const rule = h('input', {
    id: 'rule',
    style: 'width:100%',
    placeholder: 'when GET /groups/*/members, 3rd call, then 429 without Retry-After',
  })
  const body = h('div', { class: 'card' })
  const add = async (event: Event) => {
    event.preventDefault()
    if (await context.perform('fault', { rule: rule.value }, 'The rule is in force')) rule.value = ''
  }
  const form = h(
    'form',
    { onsubmit: add, class: 'card', style: 'padding:16px;margin-bottom:16px;display:grid;gap:8px' },
    h('label', { for: 'rule' }, 'A rule in one sentence'),
    rule,
    h(
      'p',
      { class: 'quiet small', style: 'margin:0' },
      'Calls: 3rd call · every 5th call · first 2 calls · after 10 calls · 5% of calls. Then: 429 without Retry-After · 503 with Retry-After 1.5 · wait 500 ms · connection reset · truncated body · malformed JSON · 410 with Location · expired token · expired page token · withdraw User.Read.All',
    ),
    h('div', {}, h('button', { class: 'primary' }, 'Add the rule')),
  )
  return {
    element: h(
      'section',
      {},
      h(
        'div',
        { class: 'bar' },
        h('h2', {}, 'Disorder'),
        h('button', { onclick: () => context.perform('clear-faults', {}, 'Order is restored') }, 'Clear all'),
      ),
      form,
      body,
    ),
    async refresh() {
      const { faults } = await context.read('faults')
      const rows = faults.map(({ id, method, pathPattern, effect, identity, seen, fired, ...counting }) => [
        [
          h('strong', {}, id),
          h(
            'code',
            { class: 'quiet' },
            `${method ?? ''} ${pathPattern ?? identity?.endpoint ?? ''} ${Object.entries(counting)
              .map(([k, v]) => `${k} ${v}`)
              .join(', ')}`,
          ),
        ],
        h('code', {}, JSON.stringify(effect ?? identity)),
        h('span', { class: 'numbers' }, `${fired} of ${seen} calls`),
        h(
          'button',
          { class: 'danger', onclick: () => context.perform('clear-faults', { id }, `${id} is gone`) },
          'Remove',
        ),
      ])
      replace(body, table(['Rule', 'Effect', 'Struck', ''], rows, 'No rule is in force: everything works.'))
    },
  }
}
