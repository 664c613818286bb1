import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findLeaks, type TestHub, testHub } from './index.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await testHub()
})
afterAll(() => hub.close())

const Organisation = z.object({ organisationId: z.string(), name: z.string() })

test('the first owner signs in by the link, over HTTP, and is the same person through invoke', async () => {
  const owner = await hub.asOwner()
  const answer = await owner.ask('/v1/session')
  expect(await answer.json()).toMatchObject({ account: { accountId: owner.accountId } })
  expect(await owner.call('session.show')).toMatchObject({ account: { accountId: owner.accountId } })
})

test('a key of theirs is a program that reads', async () => {
  const owner = await hub.asOwner()
  const authorization = `Bearer ${await owner.apiKey(['directory:read'])}`
  expect((await hub.ask('/v1/people', { headers: { authorization } })).status).toBe(200)
  expect((await hub.ask('/v1/connections', { headers: { authorization } })).status).toBe(403)
})

test('the owner of another organisation sees that one alone', async () => {
  const [owner, stranger] = [await hub.asOwner(), await hub.newOrganisation('Elsewhere')]
  expect(Organisation.parse(await stranger.call('organisations.show')).name).toBe('Elsewhere')
  expect(stranger.organisationId).not.toBe(owner.organisationId)
  await expect(
    stranger.call('session.switch-organisation', { organisationId: owner.organisationId }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('nobody can tell another organisation’s accounts, sessions and keys from what never was', async () => {
  const [owner, stranger] = [await hub.asOwner(), await hub.newOrganisation()]
  await owner.apiKey()
  const keys = z.object({ items: z.array(z.object({ apiKeyId: z.string() })) }).parse(await owner.call('api-keys.list'))
  const sessions = z
    .object({ items: z.array(z.object({ sessionId: z.string() })) })
    .parse(await owner.call('session.list'))
  const theirIds = [
    owner.organisationId,
    owner.accountId,
    ...keys.items.slice(0, 1).map(({ apiKeyId }) => apiKeyId),
    ...sessions.items.slice(0, 1).map(({ sessionId }) => sessionId),
  ]
  const ofAccounts = hub.app.operations.filter(({ name }) => /^(session|account|organisations|api-keys)\./.test(name))
  const { findings, operations } = await findLeaks(stranger, ofAccounts, theirIds)
  expect(findings).toEqual([])
  expect(operations).toContain('api-keys.revoke')
  expect(operations).toContain('organisations.remove-member')
})
