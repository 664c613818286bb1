import { answerOf, Browser, type Page } from './browser.ts'
import type { IdentityServer } from './identity-server.ts'
import { APP, CALLBACK } from './identity-world.ts'
import { jsonOf } from './tokens.ts'

/** Values by name; those that are undefined are left out. */
export type Sent = Record<string, string | undefined>

export interface Answer {
  status: number
  body: Record<string, unknown>
  headers: Headers
}

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'
export const ON_BEHALF_OF = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The address of a sign-in to the application of the fake world. */
export function authorizeUrl(
  server: IdentityServer,
  more: Sent = {},
  path = 'organizations/oauth2/v2.0/authorize',
): string {
  const asked = { client_id: APP.appId, response_type: 'code', redirect_uri: CALLBACK, scope: 'openid User.Read' }
  return `${server.origin}/${path}?${present({ ...asked, ...more })}`
}

/** Goes through sign-in, approval and consent as a person with that name, and answers what the application receives. */
export async function signInAs(
  server: IdentityServer,
  name: string,
  more: Sent = {},
  path?: string,
): Promise<URLSearchParams> {
  const browser = new Browser(server.origin)
  await browser.open(authorizeUrl(server, more, path))
  let page = await browser.press(name)
  if (buttonsOf(page).includes('Approve')) page = await browser.press('Approve')
  if (buttonsOf(page).includes('Accept')) page = await browser.press('Accept')
  const [form] = page.forms
  return more.response_mode === 'form_post' && form ? new URLSearchParams(form.fields) : answerOf(page)
}

/** Posts to the token endpoint or to another one below the tenant segment, as the application with its secret. */
export async function post(
  server: IdentityServer,
  fields: Sent,
  path = 'organizations/oauth2/v2.0/token',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = present({ client_id: APP.appId, client_secret: 'app-secret', ...fields })
  const response = await fetch(`${server.origin}/${path}`, { method: 'POST', body, headers })
  return { status: response.status, body: await jsonOf(response), headers: response.headers }
}

/** Redeems the code of a sign-in of Ada for `scope`. */
export async function tokensOf(
  server: IdentityServer,
  scope = 'openid profile offline_access User.Read',
  more: Sent = {},
): Promise<Record<string, unknown>> {
  const code = (await signInAs(server, 'Ada Berg', { scope, ...more })).get('code') ?? ''
  return (await post(server, redemption(code))).body
}

/** The fields that redeem a code at the usual address. */
export const redemption = (code: string): Sent => ({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK })

/** The fields that use a refresh token. */
export const renewal = (token: unknown): Sent => ({ grant_type: 'refresh_token', refresh_token: String(token) })

export const buttonsOf = (page: Page): string[] => page.forms.flatMap(({ buttons }) => buttons.map(({ text }) => text))

function present(values: Sent): URLSearchParams {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) given.set(name, value)
  return given
}
