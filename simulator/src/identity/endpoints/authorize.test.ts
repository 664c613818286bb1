import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerOf, Browser, type Page, queryOf } from '../testing/browser.ts'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, BAKERY, CALLBACK, GRAPH, HOUR, KRONWERK } from '../testing/identity-world.ts'

let server: IdentityServer
let browser: Browser
const verifier = 'v'.repeat(64)

beforeEach(async () => {
  server = await startIdentityServer()
  browser = new Browser(server.origin)
})
afterEach(() => server.close())

function authorizeUrl(more: Record<string, string | undefined> = {}, tenant = 'organizations'): string {
  const url = new URL(`${server.origin}/${tenant}/oauth2/v2.0/authorize`)
  const parameters: Record<string, string | undefined> = {
    client_id: APP.appId,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid profile',
    state: 'st & te',
    nonce: 'n1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  }
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

async function signedIn(more: Record<string, string | undefined> = {}, tenant?: string): Promise<Page> {
  await browser.open(authorizeUrl(more, tenant))
  const page = await browser.press('Ada Berg')
  return page.text.includes('Permissions requested') ? browser.press('Accept') : page
}

describe('the sign-in page', () => {
  test('is marked as simulated, suggests people, and may not be framed or scripted', async () => {
    const page = await browser.open(authorizeUrl())
    expect(page.status).toBe(200)
    expect(page.text).toContain('Simulated Microsoft sign-in')
    expect(page.forms[0]?.buttons.map(({ text }) => text)).toContain('Sign in as Ada Berg — ada.berg@kronwerk.example')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('leads through consent back to the application with a code and the state', async () => {
    await browser.open(authorizeUrl())
    const consent = await browser.press('Ada Berg')
    expect(consent.text).toContain('Atrium Directory')
    expect(consent.text).toContain('View your basic profile')
    const back = await browser.press('Accept')
    expect(back.url.startsWith(CALLBACK)).toBe(true)
    expect(queryOf(back).get('state')).toBe('st & te')
    expect(queryOf(back).get('code')).toMatch(/^1\./)
    expect(server.world.signIns.at(-1)).toMatchObject({ interactive: true, errorCode: 0, appId: APP.appId })
  })

  test.each([
    ['nobody@kronwerk.example', 'simulated', 'AADSTS50034'],
    ['ada.berg@kronwerk.example', 'wrong', 'AADSTS50126'],
    ['otto.gone@kronwerk.example', 'simulated', 'AADSTS50057'],
  ])('refuses %s with password %s: %s', async (username, password, code) => {
    await browser.open(authorizeUrl())
    const page = await browser.press('Sign in', { username, password })
    expect(page.text).toContain(`<p role="alert">${code}`)
  })

  test('takes a user name and password', async () => {
    await browser.open(authorizeUrl())
    const page = await browser.press('Sign in', { username: 'ADA.BERG@kronwerk.example', password: 'simulated' })
    expect(page.text).toContain('Permissions requested')
  })

  test('refuses an account of another tenancy with 50020, and lets another one be chosen', async () => {
    await browser.open(authorizeUrl({}, KRONWERK.tenantId))
    const page = await browser.press('Sign in', { username: `admin@${BAKERY.defaultDomain}`, password: 'simulated' })
    expect(page.text).toContain('AADSTS50020')
    expect((await browser.follow('another account')).text).toContain('Ada Berg')
  })

  test('escapes what the request says', async () => {
    const page = await browser.open(authorizeUrl({ login_hint: '"><script>alert(1)</script>' }))
    expect(page.text).not.toContain('<script>alert')
  })
})

describe('single sign-on', () => {
  test('goes straight back when one account is signed in and consent stands', async () => {
    await signedIn()
    expect(queryOf(await browser.open(authorizeUrl())).has('code')).toBe(true)
    expect(queryOf(await browser.open(authorizeUrl({ prompt: 'none' }))).has('code')).toBe(true)
  })

  test('prompt=none without a session answers login_required', async () => {
    const back = await browser.open(authorizeUrl({ prompt: 'none' }))
    expect(queryOf(back).get('error')).toBe('login_required')
    expect(queryOf(back).get('error_description')).toContain('AADSTS50058')
  })

  test('prompt=none without consent answers interaction_required', async () => {
    await browser.open(authorizeUrl())
    await browser.press('Ada Berg')
    expect(queryOf(await browser.open(authorizeUrl({ prompt: 'none' }))).get('error')).toBe('interaction_required')
  })

  test.each(['login', 'select_account'])('prompt=%s shows the sign-in page again', async (prompt) => {
    await signedIn()
    expect((await browser.open(authorizeUrl({ prompt }))).text).toContain('Already signed in')
    expect(queryOf(await browser.press('Ada Berg')).has('code')).toBe(true)
  })

  test('prompt=login passes through consent without a second sign-in', async () => {
    const back = await signedIn({ prompt: 'login' })
    expect(queryOf(back).has('code')).toBe(true)
  })

  test('prompt=consent asks again', async () => {
    await signedIn()
    expect((await browser.open(authorizeUrl({ prompt: 'consent' }))).text).toContain('Permissions requested')
    expect(queryOf(await browser.press('Accept')).has('code')).toBe(true)
  })

  test('login_hint picks among several accounts, and fills the form when the account is not signed in', async () => {
    await signedIn()
    await browser.open(authorizeUrl({ prompt: 'select_account' }))
    await browser.press('Helpdesk')
    await browser.press('Accept')
    expect((await browser.open(authorizeUrl())).text).toContain('Already signed in')
    expect(queryOf(await browser.open(authorizeUrl({ login_hint: 'ada.berg@kronwerk.example' }))).has('code')).toBe(
      true,
    )
    const page = await browser.open(authorizeUrl({ login_hint: 'admin@kronwerk.example' }))
    expect(page.forms[1]?.fields.username).toBe('admin@kronwerk.example')
  })

  test('domain_hint suggests the people of that organisation', async () => {
    expect((await browser.open(authorizeUrl())).text).toContain('People of Kronwerk Energie')
    const page = await browser.open(authorizeUrl({ domain_hint: BAKERY.defaultDomain }))
    expect(page.text).toContain('People of Harbour Bakery')
    expect(page.text).not.toContain('People of Kronwerk Energie')
  })

  test('a revoked session must sign in again', async () => {
    await signedIn()
    server.world.clock += HOUR
    for (const user of server.world.users) user.sessionsValidFrom = server.world.clock
    expect((await browser.open(authorizeUrl())).text).toContain('Use another account')
  })

  test('logout ends the session and returns only to a registered address', async () => {
    await signedIn()
    const logout = `${server.origin}/organizations/oauth2/v2.0/logout?state=s&post_logout_redirect_uri=`
    const back = await browser.open(logout + encodeURIComponent(CALLBACK))
    expect(back.url).toBe(`${CALLBACK}?state=s`)
    expect(queryOf(await browser.open(authorizeUrl({ prompt: 'none' }))).get('error')).toBe('login_required')
    const stranger = await browser.open(`${logout}https%3A%2F%2Fevil.example`)
    expect(stranger.text).toContain('You signed out')
  })
})

describe('consent', () => {
  test('declined answers access_denied with AADSTS65004', async () => {
    await browser.open(authorizeUrl())
    await browser.press('Ada Berg')
    const back = queryOf(await browser.press('Cancel'))
    expect(back.get('error')).toBe('access_denied')
    expect(back.get('error_subcode')).toBe('cancel')
    expect(back.get('error_description')).toContain('AADSTS65004')
    expect(back.get('state')).toBe('st & te')
  })

  test('for what only an administrator may allow needs approval; an administrator may accept it', async () => {
    await browser.open(authorizeUrl({ scope: 'openid Calendars.Read' }))
    const page = await browser.press('Ada Berg')
    expect(page.text).toContain('Need admin approval')
    expect(page.text).toContain('AADSTS90094')
    const back = queryOf(await browser.press('without granting consent'))
    expect(back.get('error')).toBe('consent_required')
    expect(back.get('error_description')).toContain('AADSTS90094')

    await browser.open(authorizeUrl({ scope: 'openid Calendars.Read', prompt: 'login' }))
    await browser.press('admin@kronwerk')
    expect(queryOf(await browser.press('Accept')).has('code')).toBe(true)
    const admin = server.world.users[0]?.objectId ?? ''
    const principal = server.world.findServicePrincipal(KRONWERK.tenantId, APP.appId)
    expect(principal?.scopesFor(admin, GRAPH)).toEqual(['openid', 'Calendars.Read'])
  })
})

describe('requests that cannot be trusted end on a page', () => {
  test.each([
    ['a foreign redirect address', { redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
    ['an unknown application', { client_id: '99999999-0000-4000-8000-000000000000' }, 'AADSTS700016'],
    ['no application', { client_id: undefined }, 'AADSTS900144'],
  ])('%s', async (_, more, code) => {
    const page = await browser.open(authorizeUrl(more))
    expect(page.status).toBe(400)
    expect(page.text).toContain(code)
    expect(page.url.startsWith(server.origin)).toBe(true)
  })

  test('an unknown tenancy', async () => {
    expect((await browser.open(authorizeUrl({}, 'nowhere.example'))).text).toContain('AADSTS90002')
  })

  test('a single-tenant application at organizations, or in a foreign tenancy', async () => {
    server.world.registrations = [{ ...APP, signInAudience: 'AzureADMyOrg', homeTenantId: KRONWERK.tenantId }]
    expect((await browser.open(authorizeUrl())).text).toContain('AADSTS50194')
    expect((await browser.open(authorizeUrl({}, BAKERY.tenantId))).text).toContain('AADSTS700016')
    expect((await browser.open(authorizeUrl({}, KRONWERK.tenantId))).text).toContain('Ada Berg')
  })

  test('the port of a loopback address does not count', async () => {
    await browser.open(authorizeUrl({ redirect_uri: 'http://localhost:4711/callback' }))
    await browser.press('Ada Berg')
    expect((await browser.press('Accept')).url.startsWith('http://localhost:4711/callback?')).toBe(true)
  })
})

test.each([
  [{ response_type: undefined }, 'invalid_request', 'AADSTS900144'],
  [{ response_type: 'id_token' }, 'unsupported_response_type', 'AADSTS700054'],
  [{ response_type: 'id_token token' }, 'unsupported_response_type', 'AADSTS700051'],
  [{ response_type: 'banana' }, 'unsupported_response_type', 'AADSTS70005'],
  [{ scope: undefined }, 'invalid_request', 'AADSTS900144'],
  [{ scope: 'https://x/' }, 'invalid_scope', 'AADSTS70011'],
  [{ prompt: 'sideways' }, 'invalid_request', 'AADSTS90023'],
  [{ code_challenge: 'short' }, 'invalid_request', 'AADSTS50147'],
])('a malformed request %j goes back as %s %s', async (more, error, code) => {
  const back = answerOf(await browser.open(authorizeUrl(more)))
  expect(back.get('error')).toBe(error)
  expect(back.get('error_description')).toContain(code)
})

describe('response modes', () => {
  test('fragment', async () => {
    const back = await signedIn({ response_mode: 'fragment' })
    expect(new URLSearchParams(new URL(back.url).hash.slice(1)).has('code')).toBe(true)
    expect(new URL(back.url).search).toBe('')
  })

  test('form_post', async () => {
    const page = await signedIn({ response_mode: 'form_post', client_info: '1' })
    expect(page.forms[0]?.action).toBe(CALLBACK)
    expect(page.forms[0]?.fields).toMatchObject({ state: 'st & te' })
    expect(Object.keys(page.forms[0]?.fields ?? {})).toEqual(['code', 'client_info', 'session_state', 'state'])
    expect(page.headers.get('content-security-policy')).toContain('script-src')
  })

  test('a request posted as a form is the same request', async () => {
    const url = new URL(authorizeUrl())
    await browser.open(`${server.origin}${url.pathname}`, { method: 'POST', body: url.searchParams })
    await browser.press('Ada Berg')
    expect(queryOf(await browser.press('Accept')).has('code')).toBe(true)
  })
})

test('conditional access refuses on a page, with a way back to the application', async () => {
  server.world.fault = { match: { endpoint: 'authorize' }, answer: { aadsts: 53003, claims: '{"access_token":{}}' } }
  await browser.open(authorizeUrl())
  expect((await browser.press('Ada Berg')).text).toContain('AADSTS53003')
  expect(server.world.signIns.at(-1)?.errorCode).toBe(53003)
  const back = queryOf(await browser.press('Return to the application'))
  expect(back.get('error')).toBe('access_denied')
})

test('a disabled application is refused', async () => {
  await signedIn()
  const principal = server.world.principals.get(`${KRONWERK.tenantId} ${APP.appId}`)
  if (principal) principal.accountEnabled = false
  expect((await browser.open(authorizeUrl())).text).toContain('AADSTS7000112')
})
