/**
 * The page that shows the simulated tenancy and lets a person change it. It knows the control door (/_control) and
 * nothing else; what it shows is read again every two seconds.
 */
import { byId, element as h, replace } from './element.ts'
import type { Readings } from './readings.ts'
import { applications, type Context, changes, disorder, groups, people, requests, type Section } from './sections.ts'

const FIRST = { name: 'People', show: people }
const SECTIONS = [
  FIRST,
  { name: 'Groups', show: groups },
  { name: 'Applications', show: applications },
  { name: 'Requests', show: requests },
  { name: 'Changes', show: changes },
  { name: 'Disorder', show: disorder },
]
const REFRESH_MS = 2000

const main = byId('main', HTMLElement)
const message = byId('message', HTMLElement)
const tenancySelect = byId('tenancy', HTMLSelectElement)

/** Reads from the control door; throws an Error with its sentence. */
async function read<K extends keyof Readings>(
  name: K,
  query: { readonly [name: string]: string | number } = {},
): Promise<Readings[K]> {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== '') parameters.set(key, String(value))
  return answer(await fetch(`/_control/${name}?${parameters}`))
}

/** Changes through the control door, says what came of it, and shows the section anew. */
const perform: Context['perform'] = async (name, body, done) => {
  try {
    const result = await answer(
      await fetch(`/_control/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    )
    say(typeof done === 'function' ? done(result) : done)
    await refresh()
    return true
  } catch (error) {
    say(sentenceOf(error), true)
    return false
  }
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function answer(response: globalThis.Response) {
  const body = await response.json()
  if (!response.ok) throw new Error(String(body.error ?? `The simulator answered ${response.status}`))
  return body
}

function say(text: string, bad = false): void {
  message.textContent = text
  message.hidden = !text
  message.className = bad ? 'bad' : ''
}

const context: Context = { read, perform, say, tenantId: () => tenancySelect.value }

let shown: Section | undefined

async function open(): Promise<void> {
  const wanted = decodeURIComponent(location.hash.slice(1)).toLowerCase()
  const section = SECTIONS.find(({ name }) => name.toLowerCase() === wanted) ?? FIRST
  replace(
    byId('sections', HTMLElement),
    SECTIONS.map(({ name }) =>
      h('a', { href: `#${name.toLowerCase()}`, 'aria-current': name === section.name ? 'page' : undefined }, name),
    ),
  )
  document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  document.title = `${section.name} – Simulated Microsoft cloud`
  shown = section.show(context)
  replace(main, shown.element)
  await refresh()
}

/** Reads what is shown again, unless a person is in the middle of a dialog. */
async function refresh(): Promise<void> {
  const mine = shown
  try {
    await Promise.all([mine?.refresh(), showClock()])
  } catch (error) {
    if (mine === shown) say(`${sentenceOf(error)}. Is the simulator still running?`, true)
  }
}

async function showClock(): Promise<void> {
  const { now, frozenAt } = await read('clock')
  const time = byId('now', HTMLTimeElement)
  time.dateTime = now
  time.textContent = `${now.slice(0, 10)} ${now.slice(11, 16)} UTC`
  const freeze = byId('freeze', HTMLButtonElement)
  freeze.setAttribute('aria-pressed', String(frozenAt !== null))
  freeze.textContent = frozenAt === null ? 'Stop clock' : 'Run clock'
}

for (const button of document.querySelectorAll<HTMLElement>('[data-advance]'))
  button.addEventListener('click', () =>
    perform('clock', { advanceSeconds: Number(button.dataset.advance) }, ({ now }) => `The clock shows ${now}`),
  )
byId('freeze', HTMLButtonElement).addEventListener('click', () => {
  const freeze = byId('freeze', HTMLButtonElement).getAttribute('aria-pressed') !== 'true'
  perform('clock', { freeze }, freeze ? 'The clock stands still' : 'The clock runs')
})
tenancySelect.addEventListener('change', open)
addEventListener('hashchange', open)

const tenancies = await read('tenancies')
replace(
  tenancySelect,
  tenancies.map(({ tenantId, displayName, domain }) => h('option', { value: tenantId }, `${displayName} (${domain})`)),
)
await open()
setInterval(() => {
  if (!document.hidden && !document.querySelector('dialog[open]')) refresh()
}, REFRESH_MS)
