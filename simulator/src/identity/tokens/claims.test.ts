import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Registration } from '../../identity-port.ts'
import { ON_BEHALF_OF, post, signInAs, tokensOf } from '../testing/client.ts'
import { type IdentityServer, startIdentityServer } from '../testing/identity-server.ts'
import { APP, GRAPH, HOUR, KRONWERK } from '../testing/identity-world.ts'
import { claimsOf } from '../testing/tokens.ts'

const SHAREPOINT = '00000003-0000-0ff1-ce00-000000000000'
const TOKEN = `${KRONWERK.tenantId}/oauth2/v2.0/token`
let server: IdentityServer

beforeEach(async () => {
  server = await startIdentityServer()
  server.world.grantAdminConsent(KRONWERK.tenantId, APP.appId, '')
})
afterEach(() => server.close())

const registered = (change: Partial<Registration>): void => {
  server.world.registrations = [{ ...structuredClone(APP), ...change }]
}
const adaId = () => server.world.users.find(({ displayName }) => displayName === 'Ada Berg')?.objectId ?? ''
const groups = (count: number): string[] => {
  const ids = Array.from({ length: count }, (_, index) => `eeeeeeee-0000-4000-8000-${String(index).padStart(12, '0')}`)
  server.world.groups.set(adaId(), ids)
  return ids
}

describe('resources beside Graph', () => {
  const ask = async (scope: string) => (await post(server, { grant_type: 'client_credentials', scope }, TOKEN)).body

  test.each([
    ['https://kronwerk.sharepoint.com/.default', 'https://kronwerk.sharepoint.com'],
    ['https://kronwerk-admin.sharepoint.com//.default', 'https://kronwerk-admin.sharepoint.com'],
    [`${SHAREPOINT}/.default`, SHAREPOINT],
    ['https://management.azure.com//.default', 'https://management.azure.com/'],
    ['https://vault.azure.net/.default', 'https://vault.azure.net'],
  ])('%s are known in every tenancy, with the audience %s', async (scope, audience) => {
    expect(claimsOf((await ask(scope)).access_token)).toMatchObject({ aud: audience, ver: '1.0', idtyp: 'app' })
  })

  test('carry the roles granted there', async () => {
    const principal = server.world.principals.get(`${KRONWERK.tenantId} ${APP.appId}`)
    principal?.roles.push({ resourceAppId: SHAREPOINT, value: 'Sites.FullControl.All' })
    const { access_token } = await ask('https://kronwerk.sharepoint.com/.default')
    expect(claimsOf(access_token).roles).toEqual(['Sites.FullControl.All'])
  })

  test('are refused by Graph, and taken by who says so', async () => {
    const token = String((await ask('https://kronwerk.sharepoint.com/.default')).access_token)
    expect(await server.platform.verifyAccessToken(token)).toEqual({
      ok: false,
      reason: 'Access token validation failure. Invalid audience.',
    })
    const takes = (audience: string) => audience === 'https://kronwerk.sharepoint.com'
    expect(await server.platform.verifyAccessToken(token, takes)).toMatchObject({ ok: true })
    const forGraph = String((await ask('https://graph.microsoft.com/.default')).access_token)
    expect((await server.platform.verifyAccessToken(forGraph, takes)).ok).toBe(false)
  })

  test('serve people as well, by a refresh token of a sign-in to Graph', async () => {
    server.world.grantUserConsent(KRONWERK.tenantId, APP.appId, adaId(), SHAREPOINT, ['AllSites.Read'])
    const { refresh_token } = await tokensOf(server)
    const scope = 'https://kronwerk.sharepoint.com/AllSites.Read'
    const { body } = await post(server, { grant_type: 'refresh_token', refresh_token: String(refresh_token), scope })
    expect(claimsOf(body.access_token)).toMatchObject({
      aud: 'https://kronwerk.sharepoint.com',
      scp: 'AllSites.Read',
    })
  })
})

describe('groups', () => {
  const idToken = async (more = {}) => claimsOf((await tokensOf(server, 'openid', more)).id_token)

  test('stand in the id token when the registration asks for them', async () => {
    const ids = groups(3)
    expect(await idToken()).not.toHaveProperty('groups')
    registered({ groupMembershipClaims: 'SecurityGroup' })
    expect((await idToken()).groups).toEqual(ids)
  })

  test('over 200 are left to be asked for', async () => {
    registered({ groupMembershipClaims: 'SecurityGroup' })
    groups(200)
    expect((await idToken()).groups).toHaveLength(200)
    groups(201)
    expect(await idToken()).toMatchObject({
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: `${server.origin}/v1.0/users/${adaId()}/getMemberObjects` } },
    })
    expect(await idToken()).not.toHaveProperty('groups')
  })

  test('in a redirect are only hinted at from six on', async () => {
    registered({ groupMembershipClaims: 'SecurityGroup', idTokenIssuance: true })
    const asked = { response_type: 'id_token', nonce: 'n', scope: 'openid' }
    groups(5)
    expect(claimsOf((await signInAs(server, 'Ada Berg', asked)).get('id_token')).groups).toHaveLength(5)
    groups(6)
    expect(claimsOf((await signInAs(server, 'Ada Berg', asked)).get('id_token'))).toMatchObject({ hasgroups: true })
  })
})

test('roles of the application stand in the id token of who is assigned', async () => {
  server.world.assignments.set(`${APP.appId} ${adaId()}`, ['Reader'])
  expect(claimsOf((await tokensOf(server, 'openid')).id_token).roles).toEqual(['Reader'])
})

test('optional claims come without their scope', async () => {
  registered({ optionalClaims: ['email', 'upn'] })
  expect(claimsOf((await tokensOf(server, 'openid')).id_token)).toMatchObject({
    email: 'ada.berg@kronwerk.example',
    upn: 'ada.berg@kronwerk.example',
  })
})

describe('an interface of the organisation', () => {
  const access = { grant_type: 'password', username: 'ada.berg@kronwerk.example', password: 'simulated' }
  const tokenForIt = async () => {
    server.world.grantUserConsent(KRONWERK.tenantId, APP.appId, adaId(), APP.appId, ['access'])
    return String((await post(server, { ...access, scope: `api://${APP.appId}/access` }, TOKEN)).body.access_token)
  }
  const onBehalf = async (assertion: string) =>
    post(
      server,
      { grant_type: ON_BEHALF_OF, requested_token_use: 'on_behalf_of', scope: 'User.Read offline_access', assertion },
      TOKEN,
    )

  test('learns roles and groups of the person', async () => {
    registered({ groupMembershipClaims: 'All' })
    const ids = groups(2)
    server.world.assignments.set(`${APP.appId} ${adaId()}`, ['Reader'])
    expect(claimsOf(await tokenForIt())).toMatchObject({ roles: ['Reader'], groups: ids, ver: '2.0', scp: 'access' })
  })

  test('asks the next one on behalf of the person', async () => {
    const { status, body } = await onBehalf(await tokenForIt())
    expect(status).toBe(200)
    expect(claimsOf(body.access_token)).toMatchObject({ oid: adaId(), aud: 'https://graph.microsoft.com' })
    expect(body.refresh_token).toEqual(expect.any(String))
    expect(server.world.signIns.at(-1)).toMatchObject({ interactive: false, resourceAppId: GRAPH, errorCode: 0 })
  })

  test('cannot do so with a forged token, or after the person’s sessions were revoked', async () => {
    const token = await tokenForIt()
    expect((await onBehalf(`${token.slice(0, -8)}AAAAAAAA`)).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [50013],
    })
    for (const user of server.world.users) user.sessionsValidFrom = server.world.clock + HOUR
    expect((await onBehalf(token)).body.error_codes).toEqual([50173])
  })
})
