import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { authorizeUrl } from '../testing/client.ts'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, CALLBACK, KRONWERK } from '../testing/identity-world.ts'

let server: IdentityServer
let browser: Browser

beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
  browser = new Browser(server.origin)
  for (const name of ['Ada Berg', 'Helpdesk']) {
    await browser.open(authorizeUrl(server, { prompt: 'select_account' }))
    await browser.press(name)
  }
})
afterEach(() => server.close())

const leave = async (query: Record<string, string> = {}, path = 'oauth2/v2.0') =>
  browser.open(`${server.origin}/common/${path}/logout?${new URLSearchParams(query)}`)
const isSignedIn = async (login_hint: string) => {
  const { url } = await browser.open(authorizeUrl(server, { prompt: 'none', login_hint }))
  return new URL(url).searchParams.has('code')
}

describe('logout', () => {
  test.each(['oauth2/v2.0', 'oauth2'])('at %s ends the session of every account', async (path) => {
    expect((await leave({}, path)).text).toContain('You signed out')
    expect(await isSignedIn('ada.berg@kronwerk.example')).toBe(false)
  })

  test('with logout_hint ends that of one account', async () => {
    await leave({ logout_hint: 'helpdesk@kronwerk.example' })
    expect(await isSignedIn('helpdesk@kronwerk.example')).toBe(false)
    expect(await isSignedIn('ada.berg@kronwerk.example')).toBe(true)
  })

  test('tells the applications of the session by hidden frames, and goes on afterwards', async () => {
    const [registration] = server.world.registrations
    if (registration) registration.logoutUrl = 'https://atrium.example/signed-out'
    const page = await leave({ post_logout_redirect_uri: CALLBACK, state: 's' })
    const frame = new URL(/<iframe[^>]* src="([^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '')
    expect(frame.origin + frame.pathname).toBe('https://atrium.example/signed-out')
    expect(frame.searchParams.get('iss')).toBe(`${server.origin}/${KRONWERK.tenantId}/v2.0`)
    expect(frame.searchParams.get('sid')).toEqual(expect.any(String))
    expect(page.headers.get('content-security-policy')).toContain('frame-src https://atrium.example')
    expect(page.links.map(({ href }) => href)).toEqual([`${CALLBACK}?state=s`])
  })
})

test('the page that errors name says what a code means', async () => {
  expect((await browser.open(`${server.origin}/error?code=50126`)).text).toContain('invalid username or password')
  expect((await browser.open(`${server.origin}/error?code=1`)).text).toContain('no such error code')
})
