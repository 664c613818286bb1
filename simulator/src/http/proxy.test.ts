import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestCloud, type TestCloud } from '../testing/cloud.ts'
import { ask, openTunnel, rest, throughTunnel } from './testing/wire.ts'

let cloud: TestCloud
let port: number
let ca: string
beforeAll(async () => {
  cloud = await startTestCloud()
  port = Number(new URL(cloud.simulator.url).port)
  ca = (await cloud.simulator.ca).pem
})
afterAll(() => cloud.close())

async function throughProxy(url: string, body?: string) {
  const agent = await throughTunnel(port, new URL(url).hostname, ca)
  const reply = await ask(url, body === undefined ? { agent } : { agent, method: 'POST' }, body)
  agent.destroy()
  return reply
}

/** A request in absolute form, as clients send it for plain http. */
async function absolute(url: string): Promise<{ status: number; text: string }> {
  const sent = request({ host: '127.0.0.1', port, path: url, headers: { host: new URL(url).host } }).end()
  const [response] = await once(sent, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(Buffer.from(chunk))
  return { status: response.statusCode, text: Buffer.concat(chunks).toString() }
}

describe('through the proxy', () => {
  test('the identity platform issues at its own host and names Graph’s', async () => {
    const { text } = await throughProxy(
      'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    )
    expect(JSON.parse(text)).toMatchObject({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      token_endpoint: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
      userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    })
  })

  test('an application signs in and reads Graph, whose links lead back to Graph', async () => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: '6d1f2c1e-7f0a-4d5e-9a51-0c3f6a4f2b11',
      client_secret: 'secret-of-the-test-application',
      scope: 'https://graph.microsoft.com/.default',
    })
    const agent = await throughTunnel(port, 'login.microsoftonline.com', ca)
    const issued = await ask(
      `https://login.microsoftonline.com/${cloud.tenantId}/oauth2/v2.0/token`,
      { agent, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      form.toString(),
    )
    agent.destroy()
    const { access_token } = JSON.parse(issued.text)
    const toGraph = await throughTunnel(port, 'graph.microsoft.com', ca)
    const headers = { authorization: `Bearer ${access_token}` }
    const first = await ask('https://graph.microsoft.com/v1.0/users?$top=5', { agent: toGraph, headers })
    const next = JSON.parse(first.text)['@odata.nextLink']
    expect(next).toMatch(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?/)
    expect((await ask(next, { agent: toGraph, headers })).status).toBe(200)
    toGraph.destroy()
  })

  test('Graph refuses a call without a token, and names the authority’s host', async () => {
    const { status, headers } = await throughProxy('https://graph.microsoft.com/v1.0/users')
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toContain('"https://login.microsoftonline.com/common/oauth2/authorize"')
    expect(headers['strict-transport-security']).toBeDefined()
  })

  test.each([
    ['https://graph.microsoft.com/oidc/userinfo', 401],
    ['https://login.microsoftonline.com/oidc/userinfo', 404],
    ['https://login.microsoftonline.com/v1.0/users', 404],
    ['https://login.windows.net/common/discovery/keys', 200],
    ['https://contoso.sharepoint.com/_api/web', 501],
    ['https://prod-1.westeurope.logic.azure.com/workflows/x', 501],
    ['https://smba.trafficmanager.net/emea/v9/conversations', 501],
  ])('%s answers %i', async (url, status) => {
    expect((await throughProxy(url)).status).toBe(status)
  })

  test.each(['/me', '/_control/state', '/common/oauth2/v2.0/token'])(
    'Graph’s host takes %s for a version',
    async (path) => {
      const { status, text } = await throughProxy(`https://graph.microsoft.com${path}`)
      expect([status, JSON.parse(text).error]).toMatchObject([400, { code: 'BadRequest', message: 'Invalid version.' }])
    },
  )

  test.each(['login.microsoftonline.com', 'graph.microsoft.com', 'contoso.sharepoint.com'])(
    'nothing can be steered at %s',
    async (host) => {
      const before = await cloud.read('journal')
      expect((await throughProxy(`https://${host}/_control/hire`, '{}')).status).toBeGreaterThanOrEqual(400)
      expect(await cloud.read('journal')).toEqual(before)
    },
  )

  test('a large question passes the tunnel whole', async () => {
    const body = JSON.stringify({ requests: [], padding: 'x'.repeat(3_000_000) })
    expect((await throughProxy('https://graph.microsoft.com/v1.0/$batch', body)).status).toBe(401)
  })

  test('plain http in absolute form is answered for the host of the target', async () => {
    const { status, text } = await absolute(
      'http://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    )
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ issuer: 'http://login.microsoftonline.com/{tenantid}/v2.0' })
  })

  test('a tunnel for port 80 may carry plain http', async () => {
    const { socket } = await openTunnel(port, 'graph.microsoft.com:80')
    socket.write('GET /v1.0/users HTTP/1.1\r\nHost: graph.microsoft.com\r\nConnection: close\r\n\r\n')
    expect(await rest(socket)).toMatch(/^HTTP\/1\.1 401/)
  })
})
