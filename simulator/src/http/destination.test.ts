import { describe, expect, test } from 'vitest'
import { destinationOf, originForm, ownNames, tunnelTo } from './destination.ts'
import { SIMULATED_HOSTS, simulatedHost } from './hosts.ts'

const own = ownNames('127.0.0.1', [], 8400)
const arrival = {
  target: '/v1.0/users?$top=1',
  host: 'localhost:8400',
  forwardedProto: undefined,
  encrypted: false,
  localAddress: '127.0.0.1',
}

/** Kind and address of where a request goes, or the status with which it is refused. */
function place(to: ReturnType<typeof destinationOf>): string {
  return to.kind === 'refused' ? String(to.status) : `${to.kind} ${to.url.href}`
}
const direct = (change: Partial<typeof arrival>) => place(destinationOf({ ...arrival, ...change }, own))

describe('a direct request', () => {
  test.each([
    ['localhost:8400', 'own http://localhost:8400/v1.0/users?$top=1'],
    ['LOCALHOST', 'own http://localhost/v1.0/users?$top=1'],
    ['127.0.0.1:9000', 'own http://127.0.0.1:9000/v1.0/users?$top=1'],
    ['[::1]:8400', 'own http://[::1]:8400/v1.0/users?$top=1'],
    ['graph.microsoft.com', 'simulated http://graph.microsoft.com/v1.0/users?$top=1'],
    ['graph.microsoft.com.', 'simulated http://graph.microsoft.com./v1.0/users?$top=1'],
    ['contoso-my.sharepoint.com:443', 'simulated http://contoso-my.sharepoint.com:443/v1.0/users?$top=1'],
    ['prod-1.westeurope.logic.azure.com', 'simulated http://prod-1.westeurope.logic.azure.com/v1.0/users?$top=1'],
    ['sharepoint.com', '421'],
    ['evilsharepoint.com', '421'],
    ['rebound.example:8400', '421'],
    ['localhost.rebound.example', '421'],
    ['10.0.0.5', '421'],
    ['someone@localhost', '400'],
    ['local host', '400'],
    ['localhost/path', '400'],
    ['', '400'],
  ])('for Host %j goes to %s', (host, expected) => {
    expect(direct({ host })).toBe(expected)
  })

  test('may name the --host value, an allowed name, or the address at which it arrived', () => {
    const listening = ownNames('Simulator', ['host.docker.internal'], 8400)
    for (const host of ['simulator', 'host.docker.internal:8400', '10.0.0.5'])
      expect(destinationOf({ ...arrival, host, localAddress: '::ffff:10.0.0.5' }, listening).kind).toBe('own')
  })

  test('without a Host, as HTTP/1.0 allows, is for the simulator itself', () => {
    expect(place(destinationOf({ ...arrival, host: undefined }, own))).toBe(
      'own http://localhost:8400/v1.0/users?$top=1',
    )
  })

  test.each(['*', 'v1.0/users', 'ftp://localhost/x', ''])('for the target %j is malformed', (target) => {
    expect(direct({ target })).toBe('400')
  })

  test('keeps its host when the path begins with two slashes', () => {
    expect(direct({ target: '//rebound.example/v1.0' })).toBe('own http://localhost:8400//rebound.example/v1.0')
  })

  test.each([
    [true, undefined, 'https:'],
    [false, 'https', 'https:'],
    [false, 'HTTPS, http', 'https:'],
    [true, 'http', 'http:'],
    [true, 'gopher', 'https:'],
  ])('over TLS: %s, with X-Forwarded-Proto %s, was asked for as %s', (encrypted, forwardedProto, protocol) => {
    expect(destinationOf({ ...arrival, encrypted, forwardedProto }, own)).toMatchObject({ url: { protocol } })
  })
})

describe('a request through the proxy', () => {
  test.each([
    ['http://graph.microsoft.com/v1.0/users', 'simulated http://graph.microsoft.com/v1.0/users'],
    ['https://graph.microsoft.com/v1.0', 'simulated https://graph.microsoft.com/v1.0'],
    ['http://localhost:8400/_control', 'own http://localhost:8400/_control'],
    ['http://localhost:3000/', 'elsewhere http://localhost:3000/'],
    ['http://graph.microsoft.com:8443/', 'elsewhere http://graph.microsoft.com:8443/'],
    ['http://example.com', 'elsewhere http://example.com/'],
    ['http://someone@localhost:8400/', '400'],
    ['http://exa mple/', '400'],
  ])('for %s goes by its target, whatever its Host: %s', (target, expected) => {
    expect(direct({ target, host: 'localhost:8400' })).toBe(expected)
    expect(direct({ target, host: 'example.com' })).toBe(expected)
  })

  test.each([
    ['login.microsoftonline.com:443', 'simulated https://login.microsoftonline.com/'],
    ['graph.microsoft.com:80', 'simulated https://graph.microsoft.com:80/'],
    ['graph.microsoft.com:8443', 'elsewhere https://graph.microsoft.com:8443/'],
    ['[::1]:8400', 'own https://[::1]:8400/'],
    ['localhost:3000', 'elsewhere https://localhost:3000/'],
    ['example.com:443', 'elsewhere https://example.com/'],
    ['example.com', '400'],
    ['a@example.com:443', '400'],
    ['', '400'],
  ])('a tunnel to %j goes to %s', (authority, expected) => {
    expect(place(tunnelTo(authority, own))).toBe(expected)
  })

  test('is for the simulator itself also where that listens on a standard port', () => {
    expect(tunnelTo('localhost:443', ownNames('127.0.0.1', [], 443)).kind).toBe('own')
  })

  test.each([
    ['http://graph.microsoft.com/v1.0/users?$top=1', '/v1.0/users?$top=1'],
    ['http://graph.microsoft.com', '/'],
    ['http://graph.microsoft.com?x', '/?x'],
    ['/v1.0?next=http://localhost/', '/v1.0?next=http://localhost/'],
  ])('the doors see the target %s as %s', (target, expected) => {
    expect(originForm(target)).toBe(expected)
  })
})

test.each(SIMULATED_HOSTS.map((host) => [host.name, host] as const))('%s has a reason, and is found', (name, host) => {
  expect(host.reason).not.toBe('')
  expect(simulatedHost(name.replace('*', 'contoso'))).toBe(host)
})
