import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Browser, queryOf } from './identity/testing/browser.ts'
import { type Simulator, startSimulator } from './index.ts'
import { isObject, type Json } from './world/model.ts'

const APP = '5a4e0c68-3c4f-4b3f-8d6f-9a7a3e0a1c01'
const OWN_APP = '5a4e0c68-3c4f-4b3f-8d6f-9a7a3e0a1c02'
const GRAPH = '00000003-0000-0000-c000-000000000000'
const CALLBACK = 'http://127.0.0.1:9/callback'

const registrations = {
  publisher: 'Somebody',
  applications: [
    {
      appId: APP,
      displayName: 'Somebody’s Directory',
      signInAudience: 'AzureADMultipleOrgs',
      secret: 'secret-of-somebody',
      redirectUris: [CALLBACK],
      requiredResourceAccess: [
        { resourceAppId: GRAPH, roles: ['User.Read.All', 'Group.Read.All'], scopes: ['User.Read'] },
      ],
    },
  ],
}

let cloud: Simulator
let tenantId: string
let domain: string
beforeEach(async () => {
  cloud = await startSimulator({ people: 60, applications: 5, registrations })
  tenantId = cloud.world.primary.profile.tenantId
  domain = cloud.world.primary.profile.domain
})
afterEach(() => cloud.close())

async function consentAs(who: string) {
  const browser = new Browser(cloud.url)
  const query = new URLSearchParams({
    client_id: APP,
    redirect_uri: CALLBACK,
    state: 's',
    scope: 'https://graph.microsoft.com/.default',
  })
  await browser.open(`${cloud.url}/${tenantId}/v2.0/adminconsent?${query}`)
  await browser.press('Sign in', { username: `${who}@${domain}`, password: 'simulated' })
  return browser
}

async function post(path: string, body: string | URLSearchParams): Promise<{ [name: string]: Json }> {
  const parsed: unknown = await (await fetch(`${cloud.url}${path}`, { method: 'POST', body })).json()
  return isObject(parsed) ? parsed : {}
}

const tokenFor = (form: { [name: string]: string }) => post(`/${tenantId}/oauth2/v2.0/token`, new URLSearchParams(form))
const APP_ONLY = { grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' }

async function graph(path: string, token: Json | undefined) {
  const response = await fetch(`${cloud.url}/v1.0${path}`, { headers: { authorization: `Bearer ${String(token)}` } })
  const body: unknown = await response.json()
  return { status: response.status, body }
}

describe('the identity platform and Graph together', () => {
  test('an administrator consents in a browser; the application then reads the directory, also after they left', async () => {
    const browser = await consentAs('admin')
    expect(queryOf(await browser.press('Accept')).get('tenant')).toBe(tenantId)
    cloud.world.perform('leave', { user: `admin@${domain}` })
    const { access_token } = await tokenFor({ ...APP_ONLY, client_id: APP, client_secret: 'secret-of-somebody' })
    expect((await graph('/users', access_token)).status).toBe(200)
    expect((await graph('/auditLogs/signIns', access_token)).status).toBe(403)
  })

  test('a helpdesk administrator cannot consent', async () => {
    const browser = await consentAs('helpdesk')
    await expect(browser.press('Accept')).rejects.toThrow()
    expect(cloud.world.primary.findByKey('servicePrincipal', APP)).toBeUndefined()
  })

  test('a person who signs in by authorization code is shown to hold their directory role', async () => {
    await (await consentAs('admin')).press('Accept')
    const browser = new Browser(cloud.url)
    const query = new URLSearchParams({
      client_id: APP,
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid User.Read',
      state: 's',
    })
    await browser.open(`${cloud.url}/${tenantId}/oauth2/v2.0/authorize?${query}`)
    const back = queryOf(await browser.press('Sign in', { username: `privileged@${domain}`, password: 'simulated' }))
    const code = back.get('code') ?? ''
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      client_id: APP,
      client_secret: 'secret-of-somebody',
    }
    const { access_token } = await tokenFor(form)
    expect((await graph('/me', access_token)).body).toMatchObject({ userPrincipalName: `privileged@${domain}` })
    expect((await graph('/me/memberOf', access_token)).body).toMatchObject({
      value: [
        { '@odata.type': '#microsoft.graph.directoryRole', roleTemplateId: 'e8611ab8-c189-46e8-94e1-60213ab1f814' },
      ],
    })
  })

  test('an organisation’s own registration works in its tenancy and nowhere else', async () => {
    const body = {
      appId: OWN_APP,
      displayName: 'Own registration',
      secret: 'own-secret',
      consented: true,
      requiredResourceAccess: [{ resourceAppId: GRAPH, roles: ['Group.Read.All'] }],
    }
    await post('/_control/registrations', JSON.stringify(body))
    const form = { ...APP_ONLY, client_id: OWN_APP, client_secret: 'own-secret' }
    const { access_token } = await tokenFor(form)
    expect((await graph('/groups', access_token)).status).toBe(200)
    const other = cloud.world.tenancies[1]?.profile.tenantId
    const refused = await post(`/${other}/oauth2/v2.0/token`, new URLSearchParams(form))
    expect(refused.error_codes).toEqual([700016])
  })
})
