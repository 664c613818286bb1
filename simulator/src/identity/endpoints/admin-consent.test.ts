import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser, queryOf } from '../testing/browser.ts'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, BAKERY, CALLBACK, GRAPH, KRONWERK } from '../testing/identity-world.ts'

let server: IdentityServer
let browser: Browser

beforeEach(async () => {
  server = await startIdentityServer()
  browser = new Browser(server.origin)
})
afterEach(() => server.close())

function consentUrl(
  tenant = 'organizations',
  more: Record<string, string | undefined> = {},
  version = '/v2.0',
): string {
  const url = new URL(`${server.origin}/${tenant}${version}/adminconsent`)
  const parameters: Record<string, string | undefined> = {
    client_id: APP.appId,
    redirect_uri: CALLBACK,
    state: 's1',
    ...(version === '' ? {} : { scope: 'https://graph.microsoft.com/.default' }),
    ...more,
  }
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

const principal = () => server.world.principals.get(`${KRONWERK.tenantId} ${APP.appId}`)

describe('an administrator', () => {
  test('sees application, publisher, organisation and every permission, and accepts', async () => {
    await browser.open(consentUrl())
    const page = await browser.press('admin@kronwerk.example')
    for (const text of ['Atrium Directory', 'Publisher', KRONWERK.displayName, 'User.Read.All', 'Calendars.Read']) {
      expect(page.text).toContain(text)
    }
    const back = queryOf(await browser.press('Accept'))
    expect(Object.fromEntries(back)).toEqual({
      admin_consent: 'True',
      tenant: KRONWERK.tenantId,
      state: 's1',
      scope:
        'https://graph.microsoft.com/User.Read https://graph.microsoft.com/Calendars.Read https://graph.microsoft.com/.default',
    })
    expect(principal()?.roles.map(({ value }) => value)).toEqual(['User.Read.All', 'Group.Read.All'])
    expect([...(principal()?.grants.get(`* ${GRAPH}`) ?? [])]).toEqual(['User.Read', 'Calendars.Read'])
  })

  test('of a session is taken without another sign-in', async () => {
    await browser.open(consentUrl())
    await browser.press('admin@kronwerk.example')
    expect((await browser.open(consentUrl(KRONWERK.tenantId))).text).toContain('Permissions requested')
  })

  test.each([
    ['/v2.0', { admin_consent: 'True', error: 'consent_required' }, 'AADSTS65004'],
    ['', { error: 'permission_denied' }, 'The admin canceled the request'],
  ])('who cancels the %s form', async (version, shape, description) => {
    await browser.open(consentUrl('organizations', {}, version))
    await browser.press('admin@kronwerk.example')
    const back = queryOf(await browser.press('Cancel'))
    const { error_description, error_uri: _, ...rest } = Object.fromEntries(back)
    expect(rest).toEqual({ ...shape, state: 's1' })
    expect(error_description).toContain(description)
    expect(principal()).toBeUndefined()
  })

  test('consents by the older form, which takes common and no scope', async () => {
    await browser.open(consentUrl('common', {}, ''))
    await browser.press('admin@kronwerk.example')
    const back = queryOf(await browser.press('Accept'))
    expect(Object.fromEntries(back)).toEqual({ admin_consent: 'True', tenant: KRONWERK.tenantId, state: 's1' })
  })

  test('of another tenancy is refused at a fixed tenancy', async () => {
    await browser.open(consentUrl(KRONWERK.tenantId))
    const page = await browser.press('Sign in', { username: `admin@${BAKERY.defaultDomain}`, password: 'simulated' })
    expect(page.text).toContain('AADSTS50020')
  })

  test('cannot be impersonated by a forged consent form', async () => {
    const admin = server.world.users[0]
    const body = new URLSearchParams({
      step: 'consent',
      decision: 'accept',
      account: `${admin?.tenantId}/${admin?.objectId}`,
    })
    const page = await browser.open(consentUrl(), { method: 'POST', body })
    expect(page.text).toContain('Use another account')
    expect(principal()).toBeUndefined()
  })
})

describe('somebody without the right', () => {
  test('sees that approval is needed, and may return without consent', async () => {
    await browser.open(consentUrl())
    const page = await browser.press('Helpdesk')
    expect(page.text).toContain('Need admin approval')
    expect(server.world.signIns.at(-1)?.errorCode).toBe(90094)
    const back = queryOf(await browser.press('without granting consent'))
    expect(back.get('error')).toBe('consent_required')
    expect(back.get('error_description')).toContain('AADSTS90094')
    expect(back.get('admin_consent')).toBe('True')
    expect(principal()).toBeUndefined()
  })

  test('may sign in with an administrator account instead', async () => {
    await browser.open(consentUrl())
    await browser.press('Ada Berg')
    await browser.follow('Have an admin account')
    await browser.press('admin@kronwerk.example')
    expect(queryOf(await browser.press('Accept')).get('tenant')).toBe(KRONWERK.tenantId)
  })

  test('cannot accept by sending the form anyway', async () => {
    await browser.open(consentUrl())
    await browser.press('Ada Berg')
    const ada = server.world.users[2]
    const body = new URLSearchParams({
      step: 'consent',
      decision: 'accept',
      account: `${ada?.tenantId}/${ada?.objectId}`,
    })
    expect((await browser.open(consentUrl(), { method: 'POST', body })).text).toContain('Need admin approval')
    expect(principal()).toBeUndefined()
  })

  test('with an application administrator role may accept delegated permissions only', async () => {
    const ada = server.world.users[2]
    if (ada) ada.directoryRoleTemplateIds = ['9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3']
    await browser.open(consentUrl())
    expect((await browser.press('Ada Berg')).text).toContain('Need admin approval')
    const [registration] = server.world.registrations
    if (registration) registration.requiredResourceAccess = [{ resourceAppId: GRAPH, roles: [], scopes: ['User.Read'] }]
    expect((await browser.open(consentUrl())).text).toContain('Permissions requested for your organisation')
  })
})

describe('dynamic consent', () => {
  test('grants exactly the delegated scopes that are named, registered or not', async () => {
    await browser.open(consentUrl('organizations', { scope: 'openid User.Read https://graph.microsoft.com/Mail.Read' }))
    const page = await browser.press('admin@kronwerk.example')
    expect(page.text).toContain('Mail.Read')
    expect(page.text).not.toContain('Calendars.Read')
    const back = queryOf(await browser.press('Accept'))
    expect(back.get('scope')).toBe(
      'https://graph.microsoft.com/openid https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Read',
    )
    expect(principal()?.roles).toEqual([])
    expect([...(principal()?.grants.get(`* ${GRAPH}`) ?? [])]).toEqual(['openid', 'User.Read', 'Mail.Read'])
  })

  test('of a scope that the resource does not have fails with 650053', async () => {
    await browser.open(consentUrl('organizations', { scope: 'Nonsense.Read' }))
    await browser.press('admin@kronwerk.example')
    expect(queryOf(await browser.press('Accept')).get('error_description')).toContain('AADSTS650053')
  })
})

describe('requests that end on a page', () => {
  test.each([
    ['a foreign redirect address', 'organizations', { redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
    ['no application', 'organizations', { client_id: undefined }, 'AADSTS900144'],
    ['no scope', 'organizations', { scope: undefined }, 'AADSTS900144'],
    ['common', 'common', {}, 'AADSTS50059'],
    ['an unknown tenancy', 'nowhere.example', {}, 'AADSTS90002'],
    [
      'a resource that is not registered',
      'organizations',
      { scope: 'api://99999999-0000-4000-8000-000000000000/.default' },
      'AADSTS650057',
    ],
  ])('%s', async (_, tenant, more, code) => {
    const page = await browser.open(consentUrl(tenant, more))
    expect(page.status).toBe(400)
    expect(page.text).toContain(code)
  })
})

test('an application that asks for a service the organisation does not have fails with 650052', async () => {
  const [registration] = server.world.registrations
  const resourceAppId = '99999999-0000-4000-8000-000000000000'
  registration?.requiredResourceAccess.push({ resourceAppId, roles: ['Meters.Read'], scopes: [] })
  await browser.open(consentUrl())
  await browser.press('admin@kronwerk.example')
  expect(queryOf(await browser.press('Accept')).get('error_description')).toContain('AADSTS650052')
  expect(principal()).toBeUndefined()
})

test('a fault of consent goes back to the application, one of conditional access stays on a page', async () => {
  server.world.fault = { match: { endpoint: 'adminconsent' }, answer: { aadsts: 650051 } }
  await browser.open(consentUrl())
  const back = queryOf(await browser.press('admin@kronwerk.example'))
  expect(back.get('error')).toBe('invalid_client')
  expect(back.get('error_description')).toContain('AADSTS650051')
  server.world.fault = { match: { endpoint: 'adminconsent' }, answer: { aadsts: 53003 } }
  expect((await browser.open(consentUrl())).text).toContain('AADSTS53003')
})
