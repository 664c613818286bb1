import { element as h, replace, table } from './element.ts'
import { type Context, number, type Section } from './section.ts'

/** Every request as it comes, with what let it in. */
export function requests(context: Context): Section {
  const path = h('input', { type: 'search', placeholder: 'Path, e.g. /groups/**', 'aria-label': 'Path pattern' })
  const body = h('div', { class: 'card' })
  const count = h('span', { class: 'quiet' })
  const clear = () => context.perform('clear-requests', {}, 'Forgotten')
  async function refresh() {
    const { latest, requests } = await context.read('requests', { pathPattern: path.value })
    count.textContent = `${number(latest)} since the start`
    const rows = requests
      .slice(-100)
      .reverse()
      .map((one) => [
        [
          h('strong', {}, `${one.method} ${one.path}`),
          one.query ? h('code', { class: 'quiet' }, decodeURIComponent(one.query)) : undefined,
        ],
        h('span', { class: one.status < 400 ? 'tag good' : 'tag bad' }, String(one.status)),
        one.permission
          ? h('code', {}, one.permission)
          : h('span', { class: 'quiet small' }, one.fault ? `rule ${one.fault}` : 'none'),
        h('span', { class: 'numbers small' }, `${one.units} units`),
        h('span', { class: 'numbers small' }, `${one.milliseconds.toFixed(1)} ms`),
        h('span', { class: 'numbers small' }, new Date(one.at).toISOString().slice(11, 19)),
      ])
    replace(
      body,
      table(
        ['Request', 'Answer', 'Let in by', 'Cost', 'Work', 'At'],
        rows,
        'Nothing was asked yet. Requests appear here as they come.',
      ),
    )
  }
  path.addEventListener('input', () => refresh().catch((error) => context.say(error.message, true)))
  const bar = h('div', { class: 'bar' }, h('h2', {}, 'Requests'), count, path, h('button', { onclick: clear }, 'Clear'))
  return { element: h('section', {}, bar, body), refresh }
}
