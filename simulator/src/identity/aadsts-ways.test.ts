import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AADSTS } from './aadsts-table.ts'
import { AADSTS_WAYS, withAadstsTable } from './aadsts-ways.ts'
import { CERTIFICATE, ownAssertion, PIPELINE, pipelineAssertion } from './testing/assertions.ts'
import { answerOf, Browser } from './testing/browser.ts'
import {
  ASSERTION_TYPE,
  authorizeUrl,
  DEVICE_CODE,
  ON_BEHALF_OF,
  post,
  redemption,
  renewal,
  type Sent,
  signInAs,
  tokensOf,
} from './testing/client.ts'
import { type IdentityServer, startIdentityServer } from './testing/identity-server.ts'
import { APP, BAKERY, CALLBACK, DAY, HOUR, KRONWERK } from './testing/identity-world.ts'
import { jsonOf } from './testing/tokens.ts'

let server: IdentityServer
beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
})
afterEach(() => server.close())

const TOKEN = `${KRONWERK.tenantId}/oauth2/v2.0/token`
const MINUTE = 60_000
const OWN_API = `api://${APP.appId}`
const ADA = { username: 'ada.berg@kronwerk.example', password: 'simulated' }
const CHALLENGE = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
const SPA = 'https://spa.example/'

/** Each scenario ends in the number of the error that it met. */
type Scenario = () => Promise<number>

const ofBody = async (answer: Promise<{ body: Record<string, unknown> }>): Promise<number> => {
  const codes = (await answer).body.error_codes
  return Array.isArray(codes) ? Number(codes[0]) : Number.NaN
}
const ofText = (text: string): number => Number(/AADSTS(\d+)/.exec(text)?.[1])
const ofAnswer = (answer: URLSearchParams): number => ofText(answer.get('error_description') ?? '')

const asks =
  (fields: Sent, path = 'organizations/oauth2/v2.0/token', headers = {}): Scenario =>
  () =>
    ofBody(post(server, fields, path, headers))
const asksForItself = (fields: Sent, path = TOKEN): Scenario =>
  asks({ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default', ...fields }, path)
const asksByAssertion =
  (fields: () => Promise<Sent>): Scenario =>
  async () =>
    asksForItself(await fields())()
/** What authorize says at once, on a page or at the application's address. */
const authorizes =
  (more: Sent, path?: string): Scenario =>
  async () => {
    const page = await new Browser(server.origin).open(authorizeUrl(server, more, path))
    return page.text === '' ? ofAnswer(answerOf(page)) : ofText(page.text)
  }
const signsIn =
  (more: Sent, path?: string): Scenario =>
  async () =>
    ofAnswer(await signInAs(server, 'Ada Berg', more, path))
const redeems =
  (fields: Sent, more: Sent = {}, headers = {}, path?: string): Scenario =>
  async () => {
    const code = (await signInAs(server, 'Ada Berg', more)).get('code') ?? ''
    return ofBody(post(server, { ...redemption(code), ...fields }, path, headers))
  }
const refreshes =
  (change: () => void, fields: Sent = {}): Scenario =>
  async () => {
    const { refresh_token } = await tokensOf(server)
    change()
    return ofBody(post(server, { ...renewal(refresh_token), ...fields }))
  }
const withRegistration =
  (change: Partial<typeof APP>, scenario: Scenario): Scenario =>
  () => {
    server.world.registrations = [{ ...structuredClone(APP), ...change }]
    return scenario()
  }
const withCredentials = (credentials: Partial<typeof PIPELINE>[], scenario: Scenario): Scenario =>
  withRegistration({ federatedIdentityCredentials: credentials.map((own) => ({ ...PIPELINE, ...own })) }, scenario)
const ordered =
  (code: number, match: object, scenario: Scenario): Scenario =>
  () => {
    server.world.fault = { match, answer: { aadsts: code } }
    return scenario()
  }
const orderedAtToken = (aadsts: number, match: object = { endpoint: 'token' }): Scenario =>
  refreshes(() => {
    server.world.fault = { match, answer: { aadsts } }
  })
const password =
  (fields: Sent, change = () => {}): Scenario =>
  () => {
    change()
    return asks({ grant_type: 'password', scope: 'User.Read', ...ADA, ...fields })()
  }
/** A token for the application's own interface, by Ada or by the application itself. */
const ownToken = async (fields: Sent): Promise<string> => {
  server.world.grantUserConsent(KRONWERK.tenantId, APP.appId, adaId(), APP.appId, ['access'])
  return String((await post(server, fields, TOKEN)).body.access_token)
}
const onBehalf = async (assertion: string): Promise<number> =>
  asks({ grant_type: ON_BEHALF_OF, requested_token_use: 'on_behalf_of', scope: 'User.Read', assertion }, TOKEN)()
const ada = () => server.world.users.find(({ displayName }) => displayName === 'Ada Berg')
const adaId = (): string => ada()?.objectId ?? ''
const presses =
  (url: string, ...buttons: string[]): Scenario =>
  async () => {
    const browser = new Browser(server.origin)
    await browser.open(url)
    for (const button of buttons) await browser.press(button)
    const { page } = browser
    if (page === undefined) return Number.NaN
    return page.text === '' ? ofAnswer(answerOf(page)) : ofText(page.text)
  }
const consentUrl = (scope = 'https://graph.microsoft.com/.default'): string =>
  `${server.origin}/organizations/v2.0/adminconsent?${new URLSearchParams({ client_id: APP.appId, redirect_uri: CALLBACK, scope })}`
const device = async (change: () => void): Promise<number> => {
  server.world.registrations = [{ ...structuredClone(APP), isFallbackPublicClient: true }]
  const { body } = await post(server, { scope: 'User.Read' }, 'organizations/oauth2/v2.0/devicecode')
  change()
  return asks({ grant_type: DEVICE_CODE, device_code: String(body.device_code), client_secret: undefined })()
}

const SCENARIOS: Readonly<Record<number, Scenario>> = {
  900144: asks({}),
  90014: asksForItself({ scope: undefined }),
  900561: async () => ofBody(fetch(`${server.origin}/${TOKEN}`).then(async (got) => ({ body: await jsonOf(got) }))),
  90023: authorizes({ prompt: 'sideways' }),
  9002326: redeems({}, {}, { origin: SPA }),
  9002327: withRegistration({ spaRedirectUris: [SPA] }, redeems({ redirect_uri: SPA }, { redirect_uri: SPA })),
  9002325: withRegistration(
    { spaRedirectUris: [SPA] },
    redeems({ redirect_uri: SPA, client_secret: undefined }, { redirect_uri: SPA }, { origin: SPA }),
  ),
  70007: withRegistration(
    { idTokenIssuance: true },
    authorizes({ response_type: 'id_token', response_mode: 'query', nonce: 'n' }),
  ),
  70003: asks({ grant_type: 'charm' }),
  700051: authorizes({ response_type: 'token' }),
  700054: authorizes({ response_type: 'id_token' }),
  70005: authorizes({ response_type: 'banana' }),
  50147: authorizes({ code_challenge: 'short' }),
  50049: async () => {
    const query = 'authorization_endpoint=https://elsewhere.example/common/oauth2/v2.0/authorize'
    const response = await fetch(`${server.origin}/common/discovery/instance?${query}`)
    return ofBody(Promise.resolve({ body: await jsonOf(response) }))
  },
  90002: asks({ grant_type: 'client_credentials' }, 'nowhere.example/oauth2/v2.0/token'),
  50059: asksForItself({}, 'common/oauth2/v2.0/token'),
  50194: withRegistration({ signInAudience: 'AzureADMyOrg' }, authorizes({})),
  700016: authorizes({ client_id: randomUUID() }),
  7000112: () => {
    for (const principal of server.world.principals.values()) principal.accountEnabled = false
    return asksForItself({})()
  },
  7000229: asksForItself({}, `${BAKERY.tenantId}/oauth2/v2.0/token`),
  500011: asksForItself({ scope: 'https://unknown.example/.default' }),
  501051: () => {
    for (const principal of server.world.principals.values()) principal.appRoleAssignmentRequired = true
    return asksForItself({ scope: `${OWN_API}/.default` })()
  },
  50011: authorizes({ redirect_uri: 'https://elsewhere.example/' }),
  900971: withRegistration({ redirectUris: [] }, authorizes({ redirect_uri: undefined })),
  500113: withRegistration({ redirectUris: [] }, authorizes({})),
  7000215: asksForItself({ client_secret: 'wrong' }),
  7000222: () =>
    withRegistration(
      { secrets: [{ keyId: 'k', value: 'app-secret', endDateTime: server.world.clock }] },
      asksForItself({}),
    )(),
  7000218: asksForItself({ client_secret: undefined }),
  700025: withRegistration({ secrets: [] }, asksForItself({})),
  700027: asksByAssertion(() => ownAssertion(server)),
  50027: asksForItself({ client_secret: undefined, client_assertion: 'none', client_assertion_type: ASSERTION_TYPE }),
  50013: withCredentials(
    [{ jwks: { keys: [] } }],
    asksByAssertion(() => pipelineAssertion(server)),
  ),
  500131: async () => onBehalf(String((await tokensOf(server)).access_token)),
  500133: async () => {
    const token = await ownToken({ grant_type: 'password', scope: `${OWN_API}/access`, ...ADA })
    server.world.clock += HOUR
    return onBehalf(token)
  },
  7000114: async () => onBehalf(await ownToken({ grant_type: 'client_credentials', scope: `${OWN_API}/.default` })),
  700021: withRegistration(
    { certificates: [CERTIFICATE] },
    asksByAssertion(() => ownAssertion(server, { iss: 'x', sub: 'x' })),
  ),
  700023: withRegistration(
    { certificates: [CERTIFICATE] },
    asksByAssertion(() => ownAssertion(server, { aud: 'https://elsewhere.example/' })),
  ),
  700024: withRegistration(
    { certificates: [CERTIFICATE] },
    asksByAssertion(() => ownAssertion(server, { exp: Math.floor(Date.now() / 1000) - 3600 })),
  ),
  70025: asksByAssertion(() => pipelineAssertion(server)),
  70021: withCredentials(
    [{ subject: 'repo:Atrium/other' }, { issuer: 'https://other.example' }],
    asksByAssertion(() => pipelineAssertion(server)),
  ),
  700211: withCredentials(
    [{}],
    asksByAssertion(() => pipelineAssertion(server, { iss: 'https://other.example' })),
  ),
  700212: withCredentials(
    [{}],
    asksByAssertion(() => pipelineAssertion(server, { aud: 'api://other' })),
  ),
  700213: withCredentials(
    [{}],
    asksByAssertion(() => pipelineAssertion(server, { sub: 'repo:Atrium/other' })),
  ),
  7002138: withCredentials(
    [{}],
    asksByAssertion(() => pipelineAssertion(server, { sub: PIPELINE.subject.toLowerCase() })),
  ),
  70011: authorizes({ scope: 'https://x/' }),
  1002012: asksForItself({ scope: 'https://graph.microsoft.com/User.Read.All' }),
  700022: asksForItself({ scope: `https://graph.microsoft.com/.default ${OWN_API}/.default` }),
  28000: redeems({ scope: `User.Read ${OWN_API}/access` }),
  28002: refreshes(() => {}, { scope: 'offline_access' }),
  28003: redeems({ scope: ' ' }),
  65001: refreshes(() => {}, { scope: 'Mail.Read' }),
  65004: () => presses(authorizeUrl(server, { prompt: 'consent' }), 'Ada Berg', 'Cancel')(),
  650051: ordered(650051, { endpoint: 'adminconsent' }, () => presses(consentUrl(), 'admin@kronwerk')()),
  650052: withRegistration(
    { requiredResourceAccess: [{ resourceAppId: randomUUID(), roles: ['Meters.Read'], scopes: [] }] },
    () => {
      const [{ requiredResourceAccess } = APP] = server.world.registrations
      const scope = `${requiredResourceAccess[0]?.resourceAppId}/.default`
      return presses(consentUrl(scope), 'admin@kronwerk', 'Accept')()
    },
  ),
  650053: signsIn({ scope: 'openid Nonsense.Read' }),
  650056: withRegistration({ requiredResourceAccess: [] }, () => {
    server.world.principals.clear()
    return signsIn({ scope: 'https://graph.microsoft.com/.default' })()
  }),
  650057: signsIn({ scope: 'https://management.azure.com/.default' }),
  90094: () => presses(authorizeUrl(server, { scope: 'openid Mail.Read' }), 'Ada Berg', 'without granting consent')(),
  90095: ordered(90095, { endpoint: 'authorize' }, signsIn({})),
  70000: asks({ ...redemption('made-up') }),
  70008: async () => {
    const code = (await signInAs(server, 'Ada Berg')).get('code') ?? ''
    server.world.clock += 10 * MINUTE + 1
    return asks(redemption(code))()
  },
  700082: refreshes(() => {
    server.world.clock += 91 * DAY
  }),
  700084: async () => {
    const challenge = { code_challenge: 'c'.repeat(43), code_challenge_method: 'plain' }
    server.world.registrations = [{ ...structuredClone(APP), spaRedirectUris: [SPA] }]
    const more = { redirect_uri: SPA, scope: 'openid offline_access', ...challenge }
    const code = (await signInAs(server, 'Ada Berg', more)).get('code') ?? ''
    const fields = { redirect_uri: SPA, client_secret: undefined, code_verifier: challenge.code_challenge }
    const { body } = await post(server, { ...redemption(code), ...fields }, undefined, { origin: SPA })
    server.world.clock += DAY + 1
    const renew = { ...renewal(body.refresh_token), client_secret: undefined }
    return ofBody(post(server, renew, undefined, { origin: SPA }))
  },
  70016: () => device(() => {}),
  70018: asks({ grant_type: DEVICE_CODE, device_code: 'made-up' }),
  70019: () =>
    device(() => {
      server.world.clock += 15 * MINUTE
    }),
  70043: orderedAtToken(70043, { grantType: 'refresh_token' }),
  54005: async () => {
    const code = (await signInAs(server, 'Ada Berg')).get('code') ?? ''
    await post(server, redemption(code))
    return asks(redemption(code))()
  },
  700005: redeems({}, {}, {}, `${BAKERY.tenantId}/oauth2/v2.0/token`),
  500112: redeems({ redirect_uri: 'https://atrium.example/callback' }),
  501481: redeems({ code_verifier: 'w'.repeat(43) }, { code_challenge: 'v'.repeat(43) }),
  50173: refreshes(() => {
    server.world.clock += HOUR
    for (const user of server.world.users) user.sessionsValidFrom = server.world.clock
  }),
  50196: orderedAtToken(50196),
  50020: async () => {
    const browser = new Browser(server.origin)
    await browser.open(authorizeUrl(server, {}, `${BAKERY.tenantId}/oauth2/v2.0/authorize`))
    return ofText((await browser.press('Sign in', ADA)).text)
  },
  50034: password({ username: 'nobody@kronwerk.example' }),
  50053: async () => {
    for (let tries = 0; tries < 10; tries += 1) await password({ password: 'wrong' })()
    return password({})()
  },
  50055: password({}, () => server.world.passwords.set(adaId(), { password: ADA.password, mustChange: true })),
  50057: refreshes(() => {
    const user = ada()
    if (user) user.accountEnabled = false
  }),
  50126: password({ password: 'wrong' }),
  500121: () => presses(authorizeUrl(server, { claims: CHALLENGE }), 'Ada Berg', 'Deny')(),
  50058: authorizes({ prompt: 'none' }),
  16000: async () => {
    const browser = new Browser(server.origin)
    for (const name of ['Ada Berg', 'Helpdesk']) {
      await browser.open(authorizeUrl(server, { prompt: 'select_account' }))
      await browser.press(name)
    }
    return ofAnswer(answerOf(await browser.open(authorizeUrl(server, { prompt: 'none' }))))
  },
  50105: () => {
    for (const principal of server.world.principals.values()) principal.appRoleAssignmentRequired = true
    return signsIn({})()
  },
  50076: async () => {
    const browser = new Browser(server.origin)
    await browser.open(authorizeUrl(server))
    await browser.press('Ada Berg')
    return ofAnswer(answerOf(await browser.open(authorizeUrl(server, { prompt: 'none', claims: CHALLENGE }))))
  },
  50079: orderedAtToken(50079, { grantType: 'refresh_token' }),
  50158: orderedAtToken(50158, { grantType: 'refresh_token' }),
  53000: orderedAtToken(53000),
  53003: orderedAtToken(53003, { grantType: 'refresh_token', appId: APP.appId }),
  90033: orderedAtToken(90033),
  90024: orderedAtToken(90024),
  90055: orderedAtToken(90055),
}

test('every code of the table has a way that leads to it', () => {
  expect(Object.keys(AADSTS_WAYS)).toEqual(Object.keys(AADSTS))
  expect(Object.keys(SCENARIOS)).toEqual(Object.keys(AADSTS))
})

test('docs/identity.md tells them all', () => {
  const document = readFileSync(new URL('../../docs/identity.md', import.meta.url), 'utf8')
  expect(document).toBe(withAadstsTable(document))
  expect(document).toContain('| 7002138 |')
})

test.each(Object.entries(AADSTS_WAYS).map(([code, { by, how }]) => ({ code: Number(code), by, how })))(
  'AADSTS$code by $by: $how',
  async ({ code, by }) => {
    expect(await SCENARIOS[code]?.()).toBe(code)
    expect(server.world.fault?.answer.aadsts).toBe(by === 'fault' ? code : undefined)
  },
)
