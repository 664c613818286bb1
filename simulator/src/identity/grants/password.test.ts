import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { authorizeUrl, post, type Sent } from '../testing/client.ts'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, BAKERY, KRONWERK } from '../testing/identity-world.ts'
import { claimsOf } from '../testing/tokens.ts'

let server: IdentityServer
const ADA = { username: 'Ada.Berg@kronwerk.example', password: 'simulated' }

beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
})
afterEach(() => server.close())

const ask = async (fields: Sent = {}, tenant = 'organizations') =>
  post(server, { grant_type: 'password', scope: 'openid User.Read', ...ADA, ...fields }, `${tenant}/oauth2/v2.0/token`)
const adaId = () => server.world.users.find(({ displayName }) => displayName === 'Ada Berg')?.objectId ?? ''

describe('the password grant', () => {
  test('signs a person in, and the sign-in is recorded', async () => {
    const { body } = await ask()
    expect(claimsOf(body.access_token)).toMatchObject({ oid: adaId(), scp: expect.stringContaining('User.Read') })
    expect(claimsOf(body.id_token)).toMatchObject({ aud: APP.appId })
    expect(server.world.signIns.at(-1)).toMatchObject({ interactive: false, errorCode: 0 })
  })

  test('refuses a wrong password, and records that too', async () => {
    expect((await ask({ password: 'wrong' })).body).toMatchObject({ error: 'invalid_grant', error_codes: [50126] })
    expect(server.world.signIns.at(-1)).toMatchObject({ errorCode: 50126 })
  })

  test('locks the account for a minute after ten wrong passwords', async () => {
    for (let tries = 0; tries < 10; tries += 1) await ask({ password: 'wrong' })
    expect((await ask()).body.error_codes).toEqual([50053])
    server.world.clock += 60_000
    expect((await ask()).status).toBe(200)
  })

  test('forgets wrong passwords when the right one comes', async () => {
    for (let tries = 0; tries < 9; tries += 1) await ask({ password: 'wrong' })
    expect((await ask()).status).toBe(200)
    await ask({ password: 'wrong' })
    expect((await ask()).status).toBe(200)
  })

  test('finds nobody of another tenancy', async () => {
    expect((await ask({}, BAKERY.tenantId)).body.error_codes).toEqual([50034])
  })

  test('of a public client needs no secret', async () => {
    expect((await ask({ client_secret: undefined })).body.error_codes).toEqual([7000218])
    server.world.registrations = [{ ...structuredClone(APP), isFallbackPublicClient: true }]
    expect((await ask({ client_secret: undefined })).status).toBe(200)
  })
})

test('in a browser a password that was set for a person is changed at the first sign-in', async () => {
  server.world.passwords.set(adaId(), { password: 'first', mustChange: true })
  const browser = new Browser(server.origin)
  await browser.open(authorizeUrl(server))
  const page = await browser.press('Sign in', { ...ADA, password: 'first' })
  expect(page.text).toContain('Update your password')
  const again = await browser.press('Update password', { password: 'first', new_password: 'first' })
  expect(again.text).toContain('Choose a password that is not the present one')
  const back = await browser.press('Update password', { password: 'first', new_password: 'second' })
  expect(new URL(back.url).searchParams.has('code')).toBe(true)
  expect((await ask({ password: 'first' })).body.error_codes).toEqual([50126])
  expect((await ask({ password: 'second' })).status).toBe(200)
})
