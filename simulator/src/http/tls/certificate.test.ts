import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { isIP } from 'node:net'
import { connect, createServer, type Server } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { type Authority, createAuthority, issue } from './certificate.ts'
import { leafSource, simulatedSubjects } from './leaves.ts'

const DAY = 24 * 60 * 60 * 1000
const PERMITTED = { names: ['localhost', 'graph.microsoft.com', 'sharepoint.com'], addresses: ['127.0.0.1', '::1'] }

let server: Server | undefined
afterEach(() => server?.close())

/** What a client that trusts the authority says of a server with a certificate for these names. */
async function verdict(authority: Authority, subjects: string[], asked: string): Promise<string> {
  const { cert, key } = await issue(authority, subjects, Date.now())
  server = createServer({ cert, key }, (socket) => socket.on('error', () => undefined))
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const names = isIP(asked) === 0 ? { servername: asked } : {}
  const client = connect({ port, host: '127.0.0.1', ...names, ca: authority.cert })
  const said = await new Promise<string>((resolve) => {
    client.on('secureConnect', () => resolve('trusted')).on('error', ({ message }) => resolve(message))
  })
  client.destroy()
  return said
}

describe('the authority', () => {
  test.each([
    [['localhost'], 'localhost'],
    [['127.0.0.1'], '127.0.0.1'],
    [['graph.microsoft.com'], 'graph.microsoft.com'],
    [['*.sharepoint.com'], 'contoso-my.sharepoint.com'],
    [['localhost', '127.0.0.1', '::1', '*.sharepoint.com'], 'contoso.sharepoint.com'],
  ])('is trusted for %j', async (subjects, asked) => {
    expect(await verdict(await createAuthority(Date.now(), PERMITTED), subjects, asked)).toBe('trusted')
  })

  test.each([
    [['example.com'], 'example.com'],
    [['microsoft.com'], 'microsoft.com'],
    [['localhost', 'example.com'], 'localhost'],
    [['evilsharepoint.com'], 'evilsharepoint.com'],
  ])('is trusted with no other name, though it signed for %j', async (subjects, asked) => {
    expect(await verdict(await createAuthority(Date.now(), PERMITTED), subjects, asked)).toBe(
      'permitted subtree violation',
    )
  })

  test('is trusted with no other address', async () => {
    const authority = await createAuthority(Date.now(), { ...PERMITTED, addresses: ['::1'] })
    expect(await verdict(authority, ['127.0.0.1'], '127.0.0.1')).toBe('permitted subtree violation')
  })

  test('is not trusted with another authority’s certificates', async () => {
    const [one, other] = await Promise.all([createAuthority(Date.now()), createAuthority(Date.now())])
    expect(await verdict({ key: one.key, cert: other.cert }, ['localhost'], 'localhost')).not.toBe('trusted')
  })
})

describe('a certificate', () => {
  const subjectsOf = async (servername?: string) => {
    const authority = await createAuthority(Date.now())
    const { cert } = await leafSource(async () => authority, simulatedSubjects, Date.now)(servername)
    return new X509Certificate(cert).subjectAltName
  }

  test('carries every simulated name and the loopback addresses', async () => {
    const names = await subjectsOf()
    for (const name of ['DNS:localhost', 'IP Address:127.0.0.1', 'IP Address:0:0:0:0:0:0:0:1', 'DNS:*.sharepoint.com'])
      expect(names).toContain(name)
    expect(await subjectsOf('graph.microsoft.com')).toBe(names)
  })

  test('is made for a name deeper than a wildcard reaches', async () => {
    expect(await subjectsOf('prod-1.westeurope.logic.azure.com')).toBe('DNS:prod-1.westeurope.logic.azure.com')
  })

  test('is shown again until 30 days before its end, and then renewed', async () => {
    let now = Date.now()
    const authority = await createAuthority(now)
    const leafFor = leafSource(
      async () => authority,
      simulatedSubjects,
      () => now,
    )
    const first = await leafFor()
    now = first.notAfter - 31 * DAY
    expect(await leafFor('localhost')).toBe(first)
    now = first.notAfter - 30 * DAY
    const renewed = await leafFor('localhost')
    expect(renewed.notAfter).toBe(now + 90 * DAY)
  })

  test('is tried again after the authority could not be read', async () => {
    const authority = await createAuthority(Date.now())
    const readings = [Promise.reject(new Error('unreadable')), Promise.resolve(authority)]
    const leafFor = leafSource(() => readings.shift() ?? Promise.resolve(authority), simulatedSubjects, Date.now)
    await expect(leafFor()).rejects.toThrow('unreadable')
    expect((await leafFor()).cert).toContain('BEGIN CERTIFICATE')
  })
})
