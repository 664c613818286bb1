import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type SyncRoom, syncRoom } from './testing/sync-room.ts'

let room: SyncRoom
beforeEach(async () => {
  room = await syncRoom(650)
})
afterEach(() => room.close())

const Runs = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      status: z.string(),
      resources: z.array(z.looseObject({ resource: z.string(), pages: z.number() })),
    }),
  ),
})
const Counts = z.looseObject({
  users: z.object({ total: z.number() }),
  memberships: z.number(),
  appRoleAssignments: z.number(),
})

/** Ends the run, as a killed worker's is ended, when it asks for the nth time for a path. */
function killedAt(path: string, nth: number): AbortSignal {
  const killed = new AbortController()
  let asked = 0
  room.onRequest = ({ pathname }) => {
    if (pathname.endsWith(path) && ++asked === nth) killed.abort(new Error('killed'))
  }
  return killed.signal
}

test('a first import killed in the middle goes on where it had got to, and shows nothing before it is whole', async () => {
  await expect(room.sync('manual', killedAt('/users/delta', 3))).rejects.toThrow('killed')
  expect(await room.call('directory.counts')).toMatchObject({ people: 0, asOf: null })

  const asked: string[] = []
  room.onRequest = ({ pathname }) => void asked.push(pathname)
  await room.sync()
  const { items } = Runs.parse(await room.call('sync-runs.list'))
  expect(items).toHaveLength(1)
  expect(items[0]?.status).toBe('completed')
  // 650 people are four pages; what came of them before the kill may have been staged by then, or not
  expect(asked.filter((path) => path.endsWith('/users/delta')).length).toBeLessThanOrEqual(4)
  expect(asked.filter((path) => path.endsWith('/servicePrincipals/delta')).length).toBeLessThanOrEqual(2)
  const truth = Counts.parse(await room.cloud.control(`counts?tenantId=${room.cloud.tenantId}`))
  expect(await room.call('directory.counts')).toMatchObject({
    people: truth.users.total,
    memberships: truth.memberships,
    assignments: truth.appRoleAssignments,
  })
})

test('killed among assignments: those of each application are read to their end, and none is doubled or lost', async () => {
  await expect(room.sync('manual', killedAt('/$batch', 2))).rejects.toThrow('killed')
  await room.sync()
  const truth = Counts.parse(await room.cloud.control(`counts?tenantId=${room.cloud.tenantId}`))
  expect(await room.call('directory.counts')).toMatchObject({ assignments: truth.appRoleAssignments })
})

test('two workers at once: one syncs, the other leaves it alone', async () => {
  await Promise.all([room.sync(), room.sync()])
  const { items } = Runs.parse(await room.call('sync-runs.list'))
  expect(items.map(({ status }) => status)).toEqual(['completed'])
})

test('whoever is woken while another holds the lease looks again, so that a holder who has just died is found', async () => {
  const arrived = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<void>()
  room.beforeRequest = async () => {
    arrived.resolve()
    await answered.promise
  }
  const holder = room.sync()
  await arrived.promise
  const now = room.cloud.ports.clock.now().getTime()
  await room.sync('schedule')
  expect(room.enqueued).toEqual([
    {
      payload: { connectionId: room.connectionId, organisationId: room.organisationId, trigger: 'schedule' },
      key: `${room.connectionId} again`,
      startAfter: expect.any(Date),
    },
  ])
  expect(room.enqueued[0]?.startAfter?.getTime()).toBeGreaterThan(now)
  answered.resolve()
  await holder
})
