import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assign } from '../assignments.ts'
import { countsOf } from '../counts.ts'
import { generateTenancy } from '../generate/tenancy.ts'
import type { Entity, Kind, Relation } from '../model.ts'
import { Tenancy } from '../tenancy.ts'
import { truthOf } from '../truth.ts'

const NOON = Date.parse('2026-05-04T12:00:00Z')
const KINDS: readonly Kind[] = [
  'directoryRole',
  'user',
  'device',
  'group',
  'servicePrincipal',
  'application',
  'administrativeUnit',
  'appRoleAssignment',
  'oauth2PermissionGrant',
]
const RELATIONS: readonly Relation[] = ['members', 'owners', 'manager']

/** A core of 60 people with 500 that are computed, and so on. */
function largeTenancy(): Tenancy {
  return generateTenancy({
    seed: '7',
    profile: { tenantId: 'tenant', displayName: 'Large', domain: 'large.example', kind: 'primary' },
    people: 560,
    applications: 30,
    fill: { corePeople: 60, groups: 200, memberships: 3_000, assignments: 1_500 },
    today: NOON,
  })
}

/** The same directory with every object and link kept. */
function plainCopy(large: Tenancy): Tenancy {
  const plain = new Tenancy(large.profile)
  for (const kind of KINDS)
    for (const { id, properties } of large.store(kind)) plain.insert(kind, id, structuredClone(properties))
  for (const kind of KINDS)
    for (const source of large.store(kind))
      for (const relation of RELATIONS)
        for (const id of large.relations[relation].from(source.id)) {
          const [from, to] = [plain.findAny(source.id), plain.findAny(id)]
          if (from && to) plain.link(relation, from, to)
        }
  plain.startRecording()
  return plain
}

type Step = (tenancy: Tenancy) => void

/** The object at a share of the list of its kind, whatever its state; the same in every copy. */
function pick(tenancy: Tenancy, kind: Kind, share: number, state: Entity['state'] = 'live'): Entity | undefined {
  const store = tenancy.store(kind)
  const entity = store.at(Math.floor(share * store.end))
  return entity?.state === state ? entity : undefined
}

const share = fc.nat(9_999).map((ticket) => ticket / 10_000)
const kindOfMany = fc.constantFrom<Kind>('user', 'group', 'servicePrincipal')

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(share, fc.constantFrom('Grid Operations', 'Finance'), fc.boolean()).map(
    ([at, department, accountEnabled]): Step =>
      (tenancy) => {
        const user = pick(tenancy, 'user', at)
        if (user) tenancy.update(user, { department, accountEnabled, jobTitle: 'Area Manager' })
      },
  ),
  fc.tuple(share, fc.nat(1_000)).map(
    ([at, number]): Step =>
      (tenancy) => {
        const user = pick(tenancy, 'user', at)
        const name = `renamed.${number}@large.example`
        if (user && !tenancy.findByKey('user', name)) tenancy.update(user, { userPrincipalName: name, mail: name })
      },
  ),
  fc.tuple(share, kindOfMany).map(
    ([at, kind]): Step =>
      (tenancy) => {
        const entity = pick(tenancy, kind, at)
        if (entity) tenancy.remove(entity, '2026-05-04T12:00:00Z')
      },
  ),
  fc.tuple(share, kindOfMany).map(
    ([at, kind]): Step =>
      (tenancy) => {
        const entity = [...tenancy.bin].filter((each) => each.kind === kind)[Math.floor(at * 3)]
        if (entity) tenancy.restore(entity)
      },
  ),
  fc.tuple(share, fc.constantFrom<Kind>('user', 'group', 'servicePrincipal', 'appRoleAssignment')).map(
    ([at, kind]): Step =>
      (tenancy) => {
        const entity = pick(tenancy, kind, at)
        if (entity) tenancy.purge(entity)
      },
  ),
  share.map(
    (at): Step =>
      (tenancy) => {
        const user = pick(tenancy, 'user', at)
        if (user) tenancy.hide(user)
      },
  ),
  share.map(
    (at): Step =>
      (tenancy) => {
        const hidden = [...tenancy.store('user')].filter((user) => user.state === 'hidden')
        const user = hidden[Math.floor(at * hidden.length)]
        if (user) tenancy.show(user)
      },
  ),
  fc.tuple(share, share, fc.constantFrom('members' as const, 'owners' as const), fc.boolean()).map(
    ([at, to, relation, adds]): Step =>
      (tenancy) => {
        const [group, user] = [pick(tenancy, 'group', at), pick(tenancy, 'user', to)]
        if (group && user) tenancy[adds ? 'link' : 'unlink'](relation, group, user)
      },
  ),
  // Takes a member out that is in, and puts it back in: at random two hardly ever belong together.
  fc.tuple(share, share, fc.boolean()).map(
    ([at, to, putsBack]): Step =>
      (tenancy) => {
        const group = pick(tenancy, 'group', at)
        const members = group ? [...tenancy.relations.members.from(group.id)].sort() : []
        const member = tenancy.findAny(members[Math.floor(to * members.length)] ?? '')
        if (!group || !member) return
        tenancy.unlink('members', group, member)
        if (putsBack) tenancy.link('members', group, member)
      },
  ),
  fc.tuple(share, share).map(
    ([at, to]): Step =>
      (tenancy) => {
        const [user, manager] = [pick(tenancy, 'user', at), pick(tenancy, 'user', to)]
        if (!user || !manager) return
        for (const id of [...tenancy.relations.manager.from(user.id)]) {
          const before = tenancy.findAny(id)
          if (before) tenancy.unlink('manager', user, before)
        }
        tenancy.link('manager', user, manager)
      },
  ),
  fc.tuple(share, share).map(
    ([at, to]): Step =>
      (tenancy) => {
        const [user, application] = [pick(tenancy, 'user', at), pick(tenancy, 'servicePrincipal', to)]
        if (user && application) assign(tenancy, user, application, 'a-role', NOON)
      },
  ),
  fc.nat(10_000).map(
    (number): Step =>
      (tenancy) => {
        if (tenancy.findAny(`new-${number}`)) return
        tenancy.insert('user', `new-${number}`, {
          displayName: 'New',
          userPrincipalName: `new.${number}@large.example`,
        })
      },
  ),
  fc.tuple(fc.nat(10_000), fc.constantFrom('Marsh', 'Heath', 'Grid')).map(
    ([number, start]): Step =>
      (tenancy) => {
        if (tenancy.findAny(`rule-${number}`)) return
        tenancy.insert('group', `rule-${number}`, {
          displayName: 'Rule',
          groupTypes: ['DynamicMembership'],
          membershipRule: `user.department -startsWith "${start}"`,
        })
      },
  ),
  fc.tuple(share, fc.constantFrom('Delta', 'Heath', 'Grid')).map(
    ([at, start]): Step =>
      (tenancy) => {
        const ruled = [...tenancy.store('group')].filter(({ id }) => id.startsWith('rule-'))
        const group = ruled[Math.floor(at * ruled.length)]
        if (group) tenancy.update(group, { membershipRule: `user.department -startsWith "${start}"` })
      },
  ),
  share.map(
    (at): Step =>
      (tenancy) => {
        const ruled = [...tenancy.store('group')].filter(({ id }) => id.startsWith('rule-'))
        const group = ruled[Math.floor(at * ruled.length * 2)]
        if (group) tenancy.purge(group)
      },
  ),
)

/** Every id and sign-in name there is or was. */
const namesOf = (tenancy: Tenancy) =>
  KINDS.flatMap((kind) => [...tenancy.store(kind)]).flatMap(({ id, properties }) => [
    id,
    String(properties.userPrincipalName),
    String(properties.appId),
  ])

function sameTruth(large: Tenancy, plain: Tenancy, names: readonly string[]): void {
  expect(truthOf(large)).toEqual(truthOf(plain))
  expect(countsOf(large)).toEqual(countsOf(plain))
  const found = (tenancy: Tenancy) =>
    [...names, ...namesOf(plain)].map((name) => [
      tenancy.findAny(name)?.state,
      tenancy.findByKey('user', name.toUpperCase())?.id,
      tenancy.findByKey('servicePrincipal', name)?.id,
    ])
  expect(found(large)).toEqual(found(plain))
  const positions = (tenancy: Tenancy) =>
    KINDS.map((kind) => Array.from({ length: tenancy.store(kind).end }, (_, i) => tenancy.store(kind).at(i)?.id))
  expect(positions(large)).toEqual(positions(plain))
  expect(KINDS.map((kind) => large.store(kind).live)).toEqual(KINDS.map((kind) => plain.store(kind).live))
  expect(RELATIONS.map((relation) => large.relations[relation].size)).toEqual(
    RELATIONS.map((relation) => plain.relations[relation].size),
  )
}

describe('a tenancy of which much is computed', () => {
  test('is told as one in which all is kept', () => {
    const large = largeTenancy()
    sameTruth(large, plainCopy(large), [])
  })

  test('changes as one in which all is kept, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 30, maxLength: 120, size: 'max' }), (happening) => {
        const large = largeTenancy()
        const plain = plainCopy(large)
        const names = namesOf(plain)
        for (const step of happening) {
          step(large)
          step(plain)
        }
        sameTruth(large, plain, names)
      }),
      { numRuns: 15 },
    )
  })

  test('assigns nobody twice to the same role', () => {
    const large = largeTenancy()
    const assignment = large.store('appRoleAssignment').at(large.store('appRoleAssignment').end - 1)
    const end = (name: string) => large.find(String(assignment?.properties[name]))
    const [principal, resource] = [end('principalId'), end('resourceId')]
    if (!assignment || !principal || !resource) throw new Error('no assignment that is computed')
    expect(assign(large, principal, resource, String(assignment.properties.appRoleId), NOON).id).toBe(assignment.id)
  })

  test('lets a person join the groups whose rule they come to meet', () => {
    const large = largeTenancy()
    const person = large.store('user').at(400)
    const group = [...large.store('group')].find((each) => each.properties.displayName === 'DYN-Disabled-Accounts')
    if (!person || !group) throw new Error('no person or group')
    expect(large.linked('members', group.id, person.id)).toBe(false)
    large.update(person, { accountEnabled: false })
    expect(large.linked('members', group.id, person.id)).toBe(true)
  })
})
