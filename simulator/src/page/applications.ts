import { element as h, replace, table } from './element.ts'
import { listing } from './listing.ts'
import type { Application, Consent } from './readings.ts'
import { type Context, number, type Section } from './section.ts'

/** What registered applications hold, given and withdrawn; and all enterprise applications. */
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
