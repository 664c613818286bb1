import { ask, element as h } from './element.ts'
import { listing } from './listing.ts'
import type { Group } from './readings.ts'
import { type Context, number, type Section } from './section.ts'

/** The groups of the tenancy, and who is added to them or removed. */
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
