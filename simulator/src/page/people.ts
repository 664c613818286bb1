import { ask, element as h } from './element.ts'
import { listing } from './listing.ts'
import type { Person, Readings } from './readings.ts'
import type { Context, Section } from './section.ts'

/** The people of the tenancy: hired, moved, blocked and unblocked, and gone. */
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
