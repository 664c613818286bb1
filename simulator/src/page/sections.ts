import { ask, type Child, element as h, replace, table } from './element.ts'
import type { Application, Consent, Group, Page, Person, Readings } from './readings.ts'

/** What a section may do: read and change through the control door, and say something to the person. */
export interface Context {
  read<K extends keyof Readings>(name: K, query?: { readonly [name: string]: string | number }): Promise<Readings[K]>
  /** Whether it was done; what came of it has been said then. */
  perform(name: string, body: object, done: string | ((result: { [name: string]: string }) => string)): Promise<boolean>
  say(text: string, bad?: boolean): void
  tenantId(): string
}

/** A part of the page, and how it is brought up to date. */
export interface Section {
  readonly element: HTMLElement
  refresh(): Promise<void>
}

const number = (value: number) => value.toLocaleString('en-GB')

interface Listing<T> {
  readonly title: string
  readonly columns: readonly string[]
  readonly row: (item: T) => readonly Child[]
  readonly emptiness: string
  /** What stands beside the search. */
  readonly bar?: readonly Child[]
}

/** A list of the directory with a search and, when there are more, a way on. */
function listing<T>(
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

export function people(context: Context): Section {
  const tenantId = () => context.tenantId()
  let choices: Readings['choices'] = { departments: [], cities: [] }
  context.read('choices').then((read) => {
    choices = read
  })
  const hire = async () => {
    const fields = await ask(
      'Hire a person',
      [
        { name: 'givenName', label: 'Given name' },
        { name: 'surname', label: 'Surname' },
        { name: 'department', label: 'Department', choices: choices.departments },
        { name: 'city', label: 'City', choices: choices.cities },
      ],
      'Hire',
    )
    if (fields)
      context.perform(
        'hire',
        { tenantId: tenantId(), ...fields },
        (hired) => `${hired.displayName} joined as ${hired.userPrincipalName}`,
      )
  }
  const move = async (person: Person) => {
    const fields = await ask(
      `Move ${person.displayName}`,
      [
        { name: 'department', label: 'Department', choices: choices.departments, value: person.department },
        { name: 'city', label: 'City', choices: choices.cities, value: person.city },
        { name: 'jobTitle', label: 'Job title', value: person.jobTitle },
      ],
      'Move',
    )
    if (fields)
      context.perform('move', { tenantId: tenantId(), user: person.id, ...fields }, `${person.displayName} was moved`)
  }
  const act = (name: string, person: Person, done: string) => () =>
    context.perform(name, { tenantId: tenantId(), user: person.id }, done)
  const row = (person: Person) => [
    [h('strong', {}, person.displayName), h('span', { class: 'quiet small' }, person.userPrincipalName)],
    person.department,
    person.jobTitle,
    person.city,
    person.manager,
    person.accountEnabled
      ? h('span', { class: 'tag good' }, person.userType === 'Guest' ? 'Guest' : 'Active')
      : h('span', { class: 'tag bad' }, 'Blocked'),
    h(
      'div',
      { class: 'actions' },
      h('button', { onclick: () => move(person) }, 'Move'),
      person.accountEnabled
        ? h('button', { onclick: act('block', person, `${person.displayName} was blocked`) }, 'Block')
        : h('button', { onclick: act('unblock', person, `${person.displayName} may sign in again`) }, 'Unblock'),
      h('button', { class: 'danger', onclick: act('leave', person, `${person.displayName} left`) }, 'Leave'),
    ),
  ]
  return listing(context, (query) => context.read('people', query), {
    title: 'People',
    columns: ['Person', 'Department', 'Job title', 'City', 'Manager', 'Account', ''],
    row,
    emptiness: 'Nobody is here.',
    bar: [h('button', { class: 'primary', onclick: hire }, 'Hire a person')],
  })
}

export function groups(context: Context): Section {
  const kinds: { readonly [kind: string]: string } = {
    security: 'Security',
    microsoft365: 'Microsoft 365',
    mailEnabledSecurity: 'Mail-enabled security',
    distribution: 'Distribution',
    dynamic: 'Dynamic',
  }
  const change = async (group: Group, name: string, label: string) => {
    const fields = await ask(
      `${label} ${group.displayName}`,
      [{ name: 'member', label: 'Address or object id', required: true }],
      label,
    )
    if (fields)
      context.perform(
        name,
        { tenantId: context.tenantId(), group: group.id, ...fields },
        `${group.displayName} was changed`,
      )
  }
  return listing(context, (query) => context.read('groups', query), {
    title: 'Groups',
    columns: ['Group', 'Kind', 'Members', ''],
    row: (group: Group) => [
      [h('strong', {}, group.displayName), h('code', { class: 'quiet' }, group.id)],
      h('span', { class: 'tag' }, kinds[group.kind] ?? group.kind),
      h('span', { class: 'numbers' }, number(group.members)),
      group.kind === 'dynamic'
        ? h('span', { class: 'quiet small' }, 'Its rule decides')
        : h(
            'div',
            { class: 'actions' },
            h('button', { onclick: () => change(group, 'add-to-group', 'Add to') }, 'Add'),
            h('button', { onclick: () => change(group, 'remove-from-group', 'Remove from') }, 'Remove'),
          ),
    ],
    emptiness: 'There are no groups.',
  })
}

export function applications(context: Context): Section {
  const body = h('div', { class: 'card' })
  const list = listing(context, (query) => context.read('applications', query), {
    title: 'Enterprise applications',
    columns: ['Application', 'Assignments', 'State'],
    row: (app: Application) => [
      [h('strong', {}, app.displayName), h('code', { class: 'quiet' }, app.appId)],
      h('span', { class: 'numbers' }, number(app.assignments)),
      h('span', { class: app.accountEnabled ? 'tag good' : 'tag bad' }, app.accountEnabled ? 'Enabled' : 'Disabled'),
    ],
    emptiness: 'There are no applications.',
  })
  const perform = (name: string, app: Consent, more: object, done: string) => () =>
    context.perform(name, { tenantId: context.tenantId(), appId: app.appId, ...more }, done)
  const row = (app: Consent) => {
    const held = new Set(app.consented ?? [])
    const permissions = [...new Set([...app.asks, ...held])].map((name) =>
      held.has(name)
        ? h(
            'button',
            {
              title: `Withdraw ${name}`,
              onclick: perform(
                'remove-consent',
                app,
                { permission: name },
                `${name} was withdrawn from ${app.displayName}`,
              ),
            },
            `${name} ✕`,
          )
        : h('span', { class: 'tag' }, name),
    )
    return [
      [h('strong', {}, app.displayName), h('span', { class: 'quiet small' }, app.publisher)],
      h('div', { class: 'permissions' }, permissions),
      app.consented
        ? h('span', { class: 'tag good' }, `Consented, ${held.size} held`)
        : h('span', { class: 'tag' }, 'No consent'),
      h(
        'div',
        { class: 'actions' },
        h(
          'button',
          { onclick: perform('admin-consent', app, {}, `${app.displayName} has this tenancy’s consent`) },
          'Consent',
        ),
        app.consented
          ? h(
              'button',
              {
                class: 'danger',
                onclick: perform('remove-consent', app, {}, `Consent was withdrawn from ${app.displayName}`),
              },
              'Withdraw',
            )
          : undefined,
      ),
    ]
  }
  const element = h(
    'div',
    {},
    h('div', { class: 'bar' }, h('h2', {}, 'Consent')),
    h(
      'p',
      { class: 'quiet' },
      'Registered applications, what they ask of this tenancy, and what they hold. A click on a held permission takes that one away.',
    ),
    body,
    h('div', { style: 'height:28px' }),
    list.element,
  )
  return {
    element,
    async refresh() {
      const { applications } = await context.read('consents', { tenantId: context.tenantId() })
      const emptiness =
        'No application is registered. Start with --registrations FILE, or POST /_control/registrations.'
      replace(body, table(['Application', 'Permissions', 'State', ''], applications.map(row), emptiness))
      await list.refresh()
    },
  }
}

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
