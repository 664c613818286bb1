import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AtriumError } from '../../kernel/errors.ts'
import { ownAppId } from '../../microsoft/testing/simulated-cloud.ts'
import { statement } from '../../platform/database/statement.ts'
import { type SyncRoom, syncRoom } from './testing/sync-room.ts'

let room: SyncRoom
beforeEach(async () => {
  room = await syncRoom(60)
  await room.sync()
})
afterEach(() => room.close())

const Run = z.looseObject({
  requests: z.number(),
  id: z.string(),
  status: z.string(),
  resources: z.array(
    z.looseObject({ resource: z.string(), status: z.string(), reason: z.string().nullable(), mode: z.string() }),
  ),
})
const newestRun = async () =>
  Run.parse(z.object({ items: z.array(z.unknown()) }).parse(await room.call('sync-runs.list', { limit: 1 })).items[0])
const People = z.object({
  items: z.array(
    z.looseObject({
      id: z.string(),
      displayName: z.string().nullable(),
      state: z.string(),
      accountEnabled: z.boolean().nullable(),
    }),
  ),
})
const people = async (input: object = {}) =>
  People.parse(await room.call('people.list', { limit: 500, includeGuests: true, includeBlocked: true, ...input }))
    .items
const employees = async () => (await people()).filter(({ displayName }) => !displayName?.includes('Administrator'))
const resource = (run: z.output<typeof Run>, name: string) => run.resources.find((one) => one.resource === name)

/** Waits for what comes about by itself. */
const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** The tenancy forgets every bookmark: the next run reads everything. */
const forgetBookmarks = () => room.cloud.fault('/users/delta', { deltaExpired: true })

describe('what could not be read', () => {
  test('a 403 on one resource: the rest is merged, the resource is named, nothing of it is taken as gone', async () => {
    const before = await room.call('directory.counts')
    await room.cloud.control('random', { count: 3 })
    await room.cloud.fault('/oauth2PermissionGrants/delta', { status: 403, code: 'Authorization_RequestDenied' }, 50)
    await room.sync()
    const run = await newestRun()
    expect(run.status).toBe('incomplete')
    expect(resource(run, 'permissionGrants')).toMatchObject({ status: 'failed', reason: 'permission_missing' })
    expect(resource(run, 'users')).toMatchObject({ status: 'read' })
    expect(await room.call('directory.counts')).toMatchObject({ permissionGrants: before.permissionGrants })
    expect(room.outcomes).toContainEqual({ kind: 'permission_missing', resource: 'permissionGrants' })
  })

  test('an expired delta link: everything is read again, and nobody is lost', async () => {
    const before = await people()
    await forgetBookmarks()
    await room.sync()
    const run = await newestRun()
    expect(run.status).toBe('completed')
    expect(resource(run, 'users')).toMatchObject({ mode: 'full', status: 'read' })
    expect((await people()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  })

  test('a bookmark of another address is not followed: everything is read again, and nobody is lost', async () => {
    const before = await people()
    const elsewhere = statement<object, unknown>(`
      update sync_cursor set delta_link = replace(delta_link, 'http://', 'http://elsewhere.') where resource = 'users'`)
    await room.database.write({ organisationId: room.organisationId }, (writer) => writer.run(elsewhere, {}))
    const hosts = new Set<string>()
    room.onRequest = ({ hostname }) => void hosts.add(hostname)
    await room.sync()
    const run = await newestRun()
    expect(run.status).toBe('completed')
    expect(resource(run, 'users')).toMatchObject({ mode: 'full', status: 'read', reason: 'link_refused' })
    expect((await people()).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect([...hosts].filter((host) => host.startsWith('elsewhere'))).toEqual([])
  })

  test('a page that fails for good: the run says so and takes nobody as absent', async () => {
    const before = await people()
    await forgetBookmarks()
    await room.cloud.fault('/users/delta', { malformed: true }, 50)
    await room.sync()
    const run = await newestRun()
    expect(run.status).toBe('incomplete')
    expect(resource(run, 'users')).toMatchObject({ status: 'failed' })
    await room.cloud.control('clear-faults', {})
    expect((await people()).map(({ id, state }) => [id, state])).toEqual(before.map(({ id, state }) => [id, state]))
    await room.sync()
    expect((await newestRun()).status).toBe('completed')
  })

  test('consent withdrawn in the middle: what was read counts, the rest is not taken as gone, and it is not tried again', async () => {
    const before = await room.call('directory.counts')
    const [someone] = await employees()
    await room.cloud.control('rename', { user: someone?.id, surname: 'Justbefore' })
    let withdrawn: Promise<unknown> | undefined
    let askedAfter = 0
    room.beforeRequest = async ({ pathname }) => {
      if (pathname.endsWith('/groups/delta')) {
        await until(async () => resource(await newestRun(), 'users')?.status === 'read')
        withdrawn ??= room.cloud.control('remove-consent', { appId: ownAppId })
        await withdrawn
      } else if (withdrawn) askedAfter += 1
    }
    await room.sync()
    const run = await newestRun()
    expect(run.status).toBe('incomplete')
    expect(resource(run, 'users')).toMatchObject({ status: 'read' })
    expect(resource(run, 'groups')).toMatchObject({ status: 'failed' })
    expect(await room.call('directory.counts')).toEqual({ ...before, asOf: expect.any(String) })
    expect((await room.call('people.show', { personId: someone?.id })).person).toMatchObject({ surname: 'Justbefore' })
    expect(
      room.outcomes.filter(({ kind }) => kind === 'credential_refused' || kind === 'token_rejected').length,
    ).toBeGreaterThan(0)
    // told once that no token is to be had, the run asks Microsoft for nothing more
    expect(askedAfter).toBeLessThanOrEqual(1)
  })

  test('Microsoft asks to slow down: the run waits and finishes', async () => {
    await room.cloud.control('random', { count: 3 })
    await room.cloud.fault('/groups/delta', { status: 429, retryAfter: 1 }, 2)
    await room.sync()
    expect(await newestRun()).toMatchObject({ status: 'completed', retries: 2, throttledSeconds: 2 })
  })
})

describe('people who vanish', () => {
  test('are absent, not deleted, keep accountEnabled, count as hidden, and come back as the same person', async () => {
    const [someone] = await employees()
    if (!someone) throw new Error('the tenancy has nobody')
    await room.cloud.control('vanish', { user: someone.id })
    await forgetBookmarks()
    await room.sync()
    const gone = await room.call('people.show', { personId: someone.id })
    expect(gone.person).toMatchObject({ state: 'absent', accountEnabled: someone.accountEnabled })
    expect((await people()).map(({ id }) => id)).not.toContain(someone.id)
    expect(await room.call('people.counts', { includeGuests: true, includeBlocked: true })).toMatchObject({
      hidden: { absent: 1, total: 1 },
      explanation: '1 person is hidden: 1 absent',
    })
    await room.cloud.control('reappear', { user: someone.id })
    await forgetBookmarks()
    await room.sync()
    expect((await room.call('people.show', { personId: someone.id })).person).toMatchObject({ state: someone.state })
    const history = z
      .object({ items: z.array(z.object({ kind: z.string() })) })
      .parse(await room.call('people.history', { personId: someone.id, limit: 500 }))
    const kinds = history.items.map(({ kind }) => kind).filter((kind) => !kind.includes('.'))
    expect(kinds.slice(-3)).toEqual(['returned', 'vanished', 'appeared'])
  })

  test('who is deleted at Microsoft is deleted here, and stays readable', async () => {
    const [someone] = await employees()
    await room.cloud.control('leave', { user: someone?.id })
    await room.sync()
    expect((await room.call('people.show', { personId: someone?.id })).person).toMatchObject({ state: 'deleted' })
    expect(await room.call('people.groups', { personId: someone?.id })).toMatchObject({ items: [] })
  })
})

describe('the purge guard', () => {
  const loseMany = async () => {
    for (const { id } of (await employees()).slice(0, 30)) await room.cloud.control('leave', { user: id })
  }

  test('a run that takes too much away changes nothing and waits', async () => {
    const before = await room.call('directory.counts')
    await loseMany()
    await room.sync()
    const run = await newestRun()
    expect(run).toMatchObject({ status: 'held', reason: 'too_many_lost' })
    expect(await room.call('directory.counts')).toEqual(before)
    const held = z
      .object({ items: z.array(z.object({ kind: z.string(), detail: z.string() })) })
      .parse(await room.call('sync-runs.held-changes', { runId: run.id, limit: 500 }))
    expect(held.items.filter(({ kind }) => kind === 'person')).toHaveLength(30)
    await room.sync()
    expect((await newestRun()).id).toBe(run.id)
  })

  test('confirmed, it is carried out, and later small losses do not stop', async () => {
    await loseMany()
    await room.sync()
    const held = await newestRun()
    await room.call('sync-runs.confirm', { runId: held.id })
    expect(await newestRun()).toMatchObject({ id: held.id, status: 'completed' })
    const [someone] = await employees()
    await room.cloud.control('leave', { user: someone?.id })
    await room.sync()
    expect((await newestRun()).status).toBe('completed')
    expect((await room.call('people.show', { personId: someone?.id })).person).toMatchObject({ state: 'deleted' })
  })

  test('decided by two people at once, it is carried out once, and nobody else is lost', async () => {
    await loseMany()
    await room.sync()
    const held = await newestRun()
    const before = Number((await room.call('directory.counts')).people)
    const decide = () =>
      room.call('sync-runs.confirm', { runId: held.id }).then(
        () => 'done',
        (error: AtriumError) => error.code,
      )
    expect((await Promise.all([decide(), decide(), decide()])).toSorted()).toEqual(['conflict', 'conflict', 'done'])
    expect(await room.call('directory.counts')).toMatchObject({ people: before - 30 })
  })

  test('refused, nothing changes, and the next run asks again', async () => {
    const before = await room.call('directory.counts')
    await loseMany()
    await room.sync()
    await room.call('sync-runs.refuse', { runId: (await newestRun()).id })
    expect(await room.call('directory.counts')).toEqual(before)
    await room.sync()
    expect((await newestRun()).status).toBe('held')
  })

  test('losses of several small runs within a day are added up', async () => {
    // so that the memberships that go with 20 of 60 people are no reason by themselves
    room.guard.percent = 40
    const some = await employees()
    for (const { id } of some.slice(0, 20)) await room.cloud.control('leave', { user: id })
    await room.sync()
    expect((await newestRun()).status).toBe('completed')
    for (const { id } of some.slice(20, 30)) await room.cloud.control('leave', { user: id })
    await room.sync()
    expect((await newestRun()).status).toBe('held')
  })
})

test('a sync cannot be asked for where nothing can be read, and says why', async () => {
  const asked = room.call('sync-runs.start', { connectionId: room.connectionId })
  await expect(asked).rejects.toMatchObject({ code: 'connection_not_ready', details: { reason: 'consent_pending' } })
  const unknown = room.call('sync-runs.start', { connectionId: room.organisationId })
  await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
})

test('whoever reported to somebody and was deleted is counted no more, and an activity tells that, though Microsoft does not', async () => {
  const listed = z.object({
    items: z.array(z.looseObject({ id: z.string(), manager: z.object({ id: z.string() }).nullable() })),
  })
  const all = listed.parse(await room.call('people.list', { limit: 500 })).items
  // nobody's manager: the deletion is all that the next sync hears about
  const report = all.find(({ id, manager }) => manager !== null && !all.some((other) => other.manager?.id === id))
  const reports = async () => (await room.call('people.show', { personId: report?.manager?.id })).directReports
  const before = Number(await reports())
  await room.cloud.control('leave', { user: report?.id })
  await room.sync()
  expect(await reports()).toBe(before - 1)
  const told = z.object({ items: z.array(z.looseObject({ kind: z.string() })) })
  const { items } = told.parse(await room.call('activities.list', { subjectId: report?.id }))
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['manager.ended', 'person.deleted']))
})
