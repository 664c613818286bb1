import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type SyncRoom, syncRoom } from './testing/sync-room.ts'

let room: SyncRoom
beforeAll(async () => {
  room = await syncRoom(120)
  await room.sync()
})
afterAll(() => room.close())

const Counts = z.object({
  users: z.object({ total: z.number(), guests: z.number(), enabled: z.number() }),
  groups: z.object({ total: z.number() }),
  memberships: z.number(),
  servicePrincipals: z.number(),
  appRoleAssignments: z.number(),
  oauth2PermissionGrants: z.number(),
  administrativeUnits: z.number(),
  groupOwners: z.number(),
  servicePrincipalOwners: z.number(),
})

const truth = async () => Counts.parse(await room.cloud.control(`counts?tenantId=${room.cloud.tenantId}`))

describe('the first import', () => {
  test('holds as much of everything as the tenancy', async () => {
    const counts = await truth()
    expect(await room.call('directory.counts')).toMatchObject({
      people: counts.users.total,
      guests: counts.users.guests,
      activePeople: counts.users.enabled,
      groups: counts.groups.total,
      memberships: counts.memberships,
      applications: counts.servicePrincipals,
      assignments: counts.appRoleAssignments,
      permissionGrants: counts.oauth2PermissionGrants,
      administrativeUnits: counts.administrativeUnits,
      owners: counts.groupOwners + counts.servicePrincipalOwners,
    })
  })

  test('everything that is listed can be shown, whatever Microsoft put into it', async () => {
    const Page = z.object({ items: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullable() })
    const shows = [
      ['people.list', 'people.show', 'personId', ['people.groups', 'people.applications', 'people.history']],
      [
        'groups.list',
        'groups.show',
        'groupId',
        ['groups.members', 'groups.owners', 'groups.effective-members', 'groups.history'],
      ],
      [
        'applications.list',
        'applications.show',
        'applicationId',
        ['applications.assignments', 'applications.owners', 'applications.permission-grants', 'applications.history'],
      ],
    ] as const
    for (const [list, show, id, parts] of shows) {
      let cursor: string | null = null
      do {
        const page: z.output<typeof Page> = Page.parse(await room.call(list, { limit: 200, ...(cursor && { cursor }) }))
        for (const item of page.items) {
          await room.call(show, { [id]: item.id })
          for (const part of parts) await room.call(part, { [id]: item.id, limit: 5 })
        }
        cursor = page.nextCursor
      } while (cursor !== null)
    }
    await room.call('administrative-units.list')
    await room.call('people.facets')
  })

  test('is one completed run that says what it read and cost', async () => {
    const { items } = z.object({ items: z.array(z.looseObject({})) }).parse(await room.call('sync-runs.list'))
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ status: 'completed', trigger: 'first_import', throttledSeconds: 0 })
    expect(Number(items[0]?.requests)).toBeGreaterThan(5)
    expect(Number(items[0]?.resourceUnits)).toBeGreaterThan(5)
  })

  test('a second run with nothing changed changes nothing', async () => {
    await room.sync()
    const { items } = z.object({ items: z.array(z.looseObject({})) }).parse(await room.call('sync-runs.list'))
    expect(items[0]).toMatchObject({ status: 'completed', created: 0, changed: 0, ended: 0 })
  })

  test('what happened to three people stands in their history', async () => {
    const { items } = z
      .object({ items: z.array(z.looseObject({ id: z.string(), displayName: z.string() })) })
      .parse(await room.call('people.list', { limit: 3 }))
    for (const { id } of items) await room.cloud.control('rename', { user: id, surname: 'Changed' })
    await room.sync()
    for (const { id, displayName } of items) {
      const history = await room.call('people.history', { personId: id })
      expect(history.items).toMatchObject([{ kind: 'changed' }, { kind: 'appeared' }])
      const now = await room.call('people.show', { personId: id })
      expect(now.person).toMatchObject({ surname: 'Changed' })
      const first = z.object({ items: z.array(z.object({ at: z.string() })) }).parse(history).items[1]
      const then = await room.call('people.show', { personId: id, asOf: first?.at })
      expect(then.person).toMatchObject({ displayName })
    }
  })
})

describe('what is kept', () => {
  test('sign-in activity and names of licences, where they could be read, each with its age', async () => {
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string() })) })
      .parse(await room.call('people.list', { limit: 40 }))
    const Detail = z.object({
      signInActivity: z.object({ lastSignInAt: z.string().nullable(), readAt: z.string() }).nullable(),
      licences: z.array(z.object({ name: z.string().nullable() })),
    })
    const details = await Promise.all(
      items.map(async ({ id }) => Detail.parse(await room.call('people.show', { personId: id }))),
    )
    expect(details.some(({ signInActivity }) => signInActivity?.lastSignInAt)).toBe(true)
    const licences = details.flatMap((detail) => detail.licences)
    expect(licences.length).toBeGreaterThan(0)
    expect(licences.every(({ name }) => name !== null)).toBe(true)
    const { resources } = z
      .object({ resources: z.array(z.object({ resource: z.string() })) })
      .parse(await room.call('directory.freshness'))
    expect(resources.map(({ resource }) => resource)).toContain('signInActivity')
  })
})

describe('the scope', () => {
  const everyone = {
    includeGuests: true,
    includeBlocked: true,
    departments: [],
    groupIds: [],
    administrativeUnitIds: [],
  }
  const Counts = z.object({ shown: z.number(), hidden: z.object({ outOfScope: z.number() }), explanation: z.string() })
  const counts = async () => Counts.parse(await room.call('people.counts'))
  const Listed = z.object({ items: z.array(z.looseObject({ id: z.string(), department: z.string().nullable() })) })

  test('by department: the others are hidden, counted and explained, and nothing is lost', async () => {
    await room.call('directory.change-scope', everyone)
    const all = (await counts()).shown
    const facets = z.object({ departments: z.array(z.object({ value: z.string(), count: z.number() })) })
    const [department] = facets.parse(await room.call('people.facets')).departments
    await room.call('directory.change-scope', { ...everyone, departments: [department?.value] })
    const { shown, hidden, explanation } = await counts()
    expect(shown).toBe(department?.count)
    expect(hidden.outOfScope).toBe(all - shown)
    expect(explanation).toContain(`${all - shown} out of scope`)
    const listed = Listed.parse(await room.call('people.list', { limit: 500 })).items
    expect(new Set(listed.map((person) => person.department))).toEqual(new Set([department?.value]))
    expect(await room.call('people.counts', { ignoreScope: true })).toMatchObject({ shown: all })
  })

  test('by group, with the groups in it; and by administrative unit', async () => {
    const groups = z.object({ items: z.array(z.looseObject({ id: z.string() })) })
    const { items } = groups.parse(await room.call('groups.list', { search: 'All-Employees' }))
    const groupId = items[0]?.id
    await room.call('directory.change-scope', { ...everyone, groupIds: [groupId] })
    const detail = z.object({ effectivePeople: z.number() }).parse(await room.call('groups.show', { groupId }))
    expect((await counts()).shown).toBe(detail.effectivePeople)

    const units = groups.parse(await room.call('administrative-units.list')).items
    const administrativeUnitId = units[0]?.id
    await room.call('directory.change-scope', { ...everyone, administrativeUnitIds: [administrativeUnitId] })
    const inUnit = groups.parse(
      await room.call('administrative-units.members', { administrativeUnitId, limit: 500 }),
    ).items
    const people = inUnit.filter(({ kind }) => kind === 'person').map(({ id }) => id)
    const listed = Listed.parse(await room.call('people.list', { limit: 500 })).items
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(people))
    await room.call('directory.change-scope', { ...everyone, includeGuests: false, includeBlocked: false })
  })
})
