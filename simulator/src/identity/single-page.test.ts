import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { post, redemption, renewal, type Sent, signInAs } from './testing/client.ts'
import { type IdentityServer, startIdentityServer } from './testing/identity-server.ts'
import { APP, DAY, HOUR } from './testing/identity-world.ts'

/** A single-page application beside the confidential one: same registration, another redirect address. */
const PAGE = 'https://spa.example/'
const BROWSER = { origin: 'https://spa.example' }
const VERIFIER = 'v'.repeat(64)
let server: IdentityServer

beforeEach(async () => {
  server = await startIdentityServer()
  server.world.registrations = [{ ...structuredClone(APP), spaRedirectUris: [PAGE] }]
})
afterEach(() => server.close())

const code = async () => {
  const code_challenge = createHash('sha256').update(VERIFIER).digest('base64url')
  const pkce = { code_challenge, code_challenge_method: 'S256' }
  const asked = { redirect_uri: PAGE, scope: 'openid offline_access User.Read', ...pkce }
  return (await signInAs(server, 'Ada Berg', asked)).get('code') ?? ''
}
const send = async (fields: Sent, headers: Record<string, string> = BROWSER) =>
  post(server, { client_secret: undefined, ...fields }, undefined, headers)
const redeem = async (fields: Sent = {}, headers?: Record<string, string>) =>
  send({ ...redemption(await code()), redirect_uri: PAGE, code_verifier: VERIFIER, ...fields }, headers)

describe('a browser', () => {
  test('redeems its code without a secret and may read the answer', async () => {
    const { status, headers } = await redeem()
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  test('is asked first whether it may', async () => {
    const response = await fetch(`${server.origin}/organizations/oauth2/v2.0/token`, {
      method: 'OPTIONS',
      headers: { ...BROWSER, 'access-control-request-headers': 'client-request-id' },
    })
    expect(response.headers.get('access-control-allow-headers')).toBe('client-request-id')
  })

  test('may read refusals as well', async () => {
    const { body, headers } = await redeem({ code_verifier: 'w'.repeat(64) })
    expect([body.error_codes, headers.get('access-control-allow-origin')]).toEqual([[501481], '*'])
  })

  test('must not send a secret, and a server must not redeem its code', async () => {
    expect((await redeem({ client_secret: 'app-secret' })).body.error_codes).toEqual([700025])
    expect((await redeem({}, {})).body.error_codes).toEqual([9002327])
  })

  test('renews for a day from the sign-in, not longer', async () => {
    const first = await redeem()
    server.world.clock += 23 * HOUR
    const second = await send(renewal(first.body.refresh_token))
    expect(second.status).toBe(200)
    server.world.clock += HOUR + 1
    expect((await send(renewal(second.body.refresh_token))).body.error_codes).toEqual([700084])
  })

  test('signs in anew after that day', async () => {
    await redeem()
    server.world.clock += 2 * DAY
    expect((await redeem()).status).toBe(200)
  })
})

test('a desktop application redeems its code without a secret or an origin', async () => {
  const native = 'http://localhost/'
  server.world.registrations = [{ ...structuredClone(APP), publicClientRedirectUris: [native] }]
  const redirect_uri = 'http://localhost:51234/'
  const given = (await signInAs(server, 'Ada Berg', { redirect_uri })).get('code') ?? ''
  const { status } = await send({ ...redemption(given), redirect_uri }, {})
  expect(status).toBe(200)
})
