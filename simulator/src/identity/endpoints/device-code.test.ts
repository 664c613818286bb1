import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { DEVICE_CODE, post } from '../testing/client.ts'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, BAKERY, KRONWERK } from '../testing/identity-world.ts'
import { claimsOf } from '../testing/tokens.ts'

let server: IdentityServer
let browser: Browser
let wall = 0

beforeEach(async () => {
  wall = 1_000_000
  server = await startIdentityServer({ callersClock: () => wall })
  server.world.registrations = [{ ...structuredClone(APP), isFallbackPublicClient: true }]
  browser = new Browser(server.origin)
})
afterEach(() => server.close())

const start = async (tenant = 'organizations', version = '/v2.0') => {
  const fields = { client_secret: undefined, scope: 'openid offline_access User.Read', resource: GRAPH_ADDRESS }
  return (await post(server, fields, `${tenant}/oauth2${version}/devicecode`)).body
}
const GRAPH_ADDRESS = 'https://graph.microsoft.com'
const poll = async (deviceCode: unknown) =>
  post(server, { client_secret: undefined, grant_type: DEVICE_CODE, device_code: String(deviceCode) })

/** Types the code and signs in, up to the question whether to continue. */
async function signIn(userCode: unknown, name = 'Ada Berg') {
  await browser.open(`${server.origin}/common/oauth2/deviceauth`)
  await browser.press('Next', { user_code: String(userCode).toLowerCase() })
  const page = await browser.press(name)
  return page.text.includes('Permissions requested') ? browser.press('Accept') : page
}

describe('a device', () => {
  test('is told where to send its person, and waits until they have signed in', async () => {
    const started = await start()
    expect(started).toMatchObject({
      verification_uri: `${server.origin}/common/oauth2/deviceauth`,
      expires_in: 900,
      interval: 5,
      message: expect.stringContaining(String(started.user_code)),
    })
    expect((await poll(started.device_code)).body).toMatchObject({
      error: 'authorization_pending',
      error_codes: [70016],
    })
    expect((await signIn(started.user_code)).text).toContain('Are you trying to sign in to Atrium Directory?')
    expect((await browser.press('Continue')).text).toContain('You have signed in')
    const { status, body } = await poll(started.device_code)
    expect(status).toBe(200)
    expect(claimsOf(body.access_token)).toMatchObject({ upn: 'ada.berg@kronwerk.example', appidacr: '0' })
    expect(body.refresh_token).toEqual(expect.any(String))
    expect((await poll(started.device_code)).body.error).toBe('bad_verification_code')
  })

  test('that asks too often is told to slow down', async () => {
    const { device_code } = await start()
    await poll(device_code)
    expect((await poll(device_code)).body.error).toBe('slow_down')
    wall += 5_000
    expect((await poll(device_code)).body.error).toBe('authorization_pending')
  })

  test('learns that its person declined', async () => {
    const { device_code, user_code } = await start()
    await signIn(user_code)
    expect((await browser.press('Cancel')).text).toContain('declined')
    expect((await poll(device_code)).body.error).toBe('authorization_declined')
  })

  test('learns that its code expired, which is then no use on the page either', async () => {
    const { device_code, user_code } = await start()
    server.world.clock += 900_000
    expect((await poll(device_code)).body.error).toBe('expired_token')
    await browser.open(`${server.origin}/devicelogin`)
    expect((await browser.press('Next', { user_code: String(user_code) })).text).toContain(
      'Check the code and try again',
    )
  })

  test('of one tenancy is not served by the people of another', async () => {
    const { user_code } = await start(BAKERY.tenantId)
    await browser.open(`${server.origin}/common/oauth2/deviceauth?user_code=${user_code}`)
    const page = await browser.press('Sign in', { username: 'ada.berg@kronwerk.example', password: 'simulated' })
    expect(page.text).toContain('AADSTS50020')
  })

  test('of a confidential client gets no code', async () => {
    server.world.registrations = [structuredClone(APP)]
    expect(await start()).toMatchObject({ error: 'invalid_client', error_codes: [7000218] })
  })

  test('may name its grant in short, as MSAL for JavaScript does', async () => {
    const { device_code, user_code } = await start()
    await signIn(user_code)
    await browser.press('Continue')
    const fields = { client_secret: undefined, grant_type: 'device_code', device_code: String(device_code) }
    expect((await post(server, fields)).status).toBe(200)
  })

  test('may speak version 1.0', async () => {
    server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
    const started = await start(KRONWERK.tenantId, '')
    expect(started).toMatchObject({ verification_url: expect.any(String), expires_in: '900', interval: '5' })
    await signIn(started.user_code)
    await browser.press('Continue')
    const fields = { client_secret: undefined, grant_type: 'device_code', code: String(started.device_code) }
    const { body } = await post(server, fields, `${KRONWERK.tenantId}/oauth2/token`)
    expect(body).toMatchObject({ resource: GRAPH_ADDRESS, expires_in: '3599' })
  })
})
