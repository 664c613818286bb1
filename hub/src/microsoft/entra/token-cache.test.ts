import { expect, test } from 'vitest'
import { minutes, settableClock } from '../../kernel/time.ts'
import type { ClientCredentialsResult } from './client-credentials.ts'
import { refusal } from './refusal.ts'
import { tokenCache } from './token-cache.ts'

function counted() {
  const clock = settableClock(new Date('2026-03-01T09:00:00Z'))
  let fetched = 0
  const fetchToken = async (): Promise<ClientCredentialsResult> => ({
    kind: 'token',
    token: {
      accessToken: `token ${++fetched}`,
      expiresAt: new Date(clock.now().getTime() + minutes(60)),
      roles: [],
      tenantId: 't',
      clientId: 'c',
    },
  })
  return { clock, fetchToken, cache: tokenCache(clock), fetched: () => fetched }
}
const tokenOf = (result: ClientCredentialsResult) =>
  result.kind === 'token' ? result.token.accessToken : result.refusal.reason

test('several callers at once cause one fetch', async () => {
  const { cache, fetchToken, fetched } = counted()
  const got = await Promise.all([1, 2, 3].map(() => cache.get('grant', fetchToken)))
  expect(got.map(tokenOf)).toEqual(['token 1', 'token 1', 'token 1'])
  expect(fetched()).toBe(1)
})

test('a token is renewed five minutes before it ends, not earlier', async () => {
  const { cache, clock, fetchToken } = counted()
  await cache.get('grant', fetchToken)
  clock.advance(minutes(55) - 1)
  expect(tokenOf(await cache.get('grant', fetchToken))).toBe('token 1')
  clock.advance(1)
  expect(tokenOf(await cache.get('grant', fetchToken))).toBe('token 2')
})

test('grants do not share tokens', async () => {
  const { cache, fetchToken } = counted()
  expect(tokenOf(await cache.get('one', fetchToken))).toBe('token 1')
  expect(tokenOf(await cache.get('other', fetchToken))).toBe('token 2')
})

test('a rejected token is forgotten, a newer one is not', async () => {
  const { cache, fetchToken } = counted()
  await cache.get('grant', fetchToken)
  cache.invalidate('grant', 'token 1')
  await cache.get('grant', fetchToken)
  cache.invalidate('grant', 'token 1')
  expect(tokenOf(await cache.get('grant', fetchToken))).toBe('token 2')
})

test('a refusal is not kept', async () => {
  const { cache, fetchToken } = counted()
  expect(tokenOf(await cache.get('grant', async () => ({ kind: 'refused', refusal: refusal('secret_expired') })))).toBe(
    'secret_expired',
  )
  expect(tokenOf(await cache.get('grant', fetchToken))).toBe('token 1')
})

test('a grant forgotten while its token is under way does not get that token', async () => {
  const { cache, fetchToken } = counted()
  const underWay = cache.get('grant', fetchToken)
  cache.forget('grant')
  await underWay
  expect(tokenOf(await cache.get('grant', fetchToken))).toBe('token 2')
})
