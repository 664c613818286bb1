import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type SyncRoom, syncRoom } from './testing/sync-room.ts'

let room: SyncRoom
beforeEach(async () => {
  room = await syncRoom(1_300)
  room.beforeRequest = slowly
})
afterEach(() => room.close())

/** By the simulated clock every count takes a second and a half (less than the lease lasts), so that a chain of pages would take long. */
const slowly = async (url: URL): Promise<void> => {
  if (url.searchParams.get('$count') === 'true') await room.cloud.control('clock', { advanceSeconds: 1.5 })
}

const Run = z.looseObject({
  status: z.string(),
  resources: z.array(
    z.looseObject({ resource: z.string(), strategy: z.string(), status: z.string(), reason: z.string().nullable() }),
  ),
})
const newestRun = async () =>
  Run.parse(z.object({ items: z.array(z.unknown()) }).parse(await room.call('sync-runs.list', { limit: 1 })).items[0])
const waysOf = async () =>
  Object.fromEntries((await newestRun()).resources.map(({ resource, strategy }) => [resource, strategy]))
const Truth = z.looseObject({
  users: z.looseObject({ total: z.number() }),
  groups: z.looseObject({ total: z.number() }),
  memberships: z.number(),
  servicePrincipals: z.number(),
  appRoleAssignments: z.number(),
  oauth2PermissionGrants: z.number(),
  groupOwners: z.number(),
  servicePrincipalOwners: z.number(),
})

const truthNow = async () => Truth.parse(await room.cloud.control(`counts?tenantId=${room.cloud.tenantId}`))

async function expectTruth(): Promise<void> {
  const truth = await truthNow()
  expect(await room.call('directory.counts')).toMatchObject({
    people: truth.users.total,
    groups: truth.groups.total,
    memberships: truth.memberships,
    applications: truth.servicePrincipals,
    assignments: truth.appRoleAssignments,
    permissionGrants: truth.oauth2PermissionGrants,
    owners: truth.groupOwners + truth.servicePrincipalOwners,
  })
}

test('where answers are slow, people and groups are read side by side, and all of them', async () => {
  await room.sync()
  expect((await newestRun()).status).toBe('completed')
  expect(await waysOf()).toMatchObject({ users: 'parallel', groups: 'parallel', servicePrincipals: 'chain' })
  await expectTruth()
})

test('what changes while lists are read is there at the end: hired, gone, renamed, joined, left', async () => {
  let changed = false
  room.beforeRequest = async (url) => {
    await slowly(url)
    if (changed || !url.pathname.endsWith('/$batch')) return
    changed = true
    await room.cloud.control('random', { count: 40 })
  }
  await room.sync()
  expect(changed).toBe(true)
  expect(await waysOf()).toMatchObject({ users: 'parallel', groups: 'parallel' })
  const { users, groups, memberships } = await truthNow()
  expect(await room.call('directory.counts')).toMatchObject({ people: users.total, groups: groups.total, memberships })
  // nothing of people and groups is left for the next run; what goes in one chain, or has no changes, is as when it was read
  await room.sync('schedule')
  const next = await newestRun()
  expect(next.status).toBe('completed')
  for (const resource of next.resources.filter((one) => one.resource === 'users' || one.resource === 'groups'))
    expect(resource).toMatchObject({ strategy: 'changes', created: 0, changed: 0, ended: 0 })
  await room.sync()
  await expectTruth()
})

test.each([1, 3, 6])(
  'killed at batch %i, it goes on with what is left, and nothing is lost or doubled',
  async (nth) => {
    const killed = new AbortController()
    let asked = 0
    room.onRequest = ({ pathname }) => {
      if (pathname.endsWith('/$batch') && ++asked === nth) killed.abort(new Error('killed'))
    }
    await expect(room.sync('manual', killed.signal)).rejects.toThrow('killed')
    expect(await room.call('directory.counts')).toMatchObject({ people: 0, asOf: null })
    await room.sync()
    const runs = z.object({ items: z.array(Run) }).parse(await room.call('sync-runs.list'))
    expect(runs.items.map(({ status }) => status)).toEqual(['completed'])
    await expectTruth()
  },
)

describe('a service that refuses', () => {
  test('batches is asked for one page at a time, and not asked for batches again', async () => {
    await room.cloud.fault('/$batch', { status: 405, code: 'MethodNotAllowed' }, 1_000)
    await room.sync()
    expect((await newestRun()).status).toBe('completed')
    await expectTruth()
    let batches = 0
    room.onRequest = ({ pathname }) => {
      if (pathname.endsWith('/$batch')) batches += 1
    }
    await room.sync()
    expect(batches).toBe(0)
  })

  test('chains of some objects is asked for one chain of all, within the same run', async () => {
    let refused: Promise<unknown> | undefined
    room.beforeRequest = async (url) => {
      await slowly(url)
      if (!url.pathname.endsWith('/$batch')) return
      refused ??= room.cloud.fault('/groups/delta', { status: 400, code: 'Request_UnsupportedQuery' }, 1)
      await refused
    }
    await room.sync()
    expect(await newestRun()).toMatchObject({ status: 'completed' })
    expect(await waysOf()).toMatchObject({ groups: 'chain' })
    await expectTruth()
  })

  test('changes of owners is asked for expanded lists, on the rota of what has no changes', async () => {
    await room.cloud.fault('/servicePrincipals/delta', { status: 400, code: 'Request_UnsupportedQuery' }, 1)
    room.beforeRequest = async (url) => {
      // the refusal is for the owners: whoever else asks at this address waits until it is used up
      if (url.pathname.endsWith('/servicePrincipals/delta') && !url.search.includes('owners')) await ownersAsked
    }
    let asked: () => void = () => undefined
    const ownersAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    room.onRequest = (url) => {
      if (url.pathname.endsWith('/servicePrincipals') && url.search.includes('owners')) asked()
    }
    await room.sync()
    expect(await waysOf()).toMatchObject({ servicePrincipalOwners: 'expanded', servicePrincipals: 'chain' })
    await expectTruth()
  })
})

test('a plan can be seen without a run', async () => {
  const plan = await room.call('sync.plan', { connectionId: room.connectionId })
  expect(plan).toMatchObject({ unitsPerSecond: 800, left: [] })
  expect(z.array(z.looseObject({ strategy: z.string() })).parse(plan.resources).length).toBe(9)
  expect(await room.call('sync-runs.list')).toMatchObject({ items: [] })
})

test('what was changed through Atrium is read again at the next run, and then has its turn again', async () => {
  await room.sync()
  const readNext = async () => {
    await room.sync('schedule')
    return (await newestRun()).resources.map(({ resource }) => resource)
  }
  expect(await readNext()).not.toContain('appRoleAssignments')
  await room.rereadSoon('appRoleAssignments')
  expect(await readNext()).toContain('appRoleAssignments')
  expect(await readNext()).not.toContain('appRoleAssignments')
})
