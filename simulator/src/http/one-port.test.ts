import { once } from 'node:events'
import { Agent } from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../index.ts'
import { ask, dial, encrypted, openTunnel, rest, trickling } from './testing/wire.ts'

let cloud: Simulator
let port: number
let ca: string
beforeAll(async () => {
  cloud = await startSimulator({ people: 20, applications: 1 })
  port = Number(new URL(cloud.url).port)
  ca = (await cloud.ca).pem
})
afterAll(() => cloud.close())

const CLOCK = '/_control/clock'
const get = (path: string, ...headers: string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n`
const answers = (text: string) => text.match(/HTTP\/1\.1 \d+/g)

describe('the one port', () => {
  test('speaks http and https', async () => {
    expect((await fetch(cloud.url + CLOCK)).status).toBe(200)
    expect((await ask(cloud.secureUrl + CLOCK, { ca })).status).toBe(200)
  })

  test.each(['localhost', '127.0.0.1'])('shows a certificate that is good for %s', async (name) => {
    expect((await ask(`https://${name}:${port}${CLOCK}`, { ca, host: '127.0.0.1' })).status).toBe(200)
  })

  test('echoes the scheme and host by which it was reached', async () => {
    const path = '/common/v2.0/.well-known/openid-configuration'
    const secure = await ask(cloud.secureUrl + path, { ca })
    const plain = await fetch(cloud.url + path)
    expect(JSON.parse(secure.text)).toMatchObject({ issuer: `https://localhost:${port}/{tenantid}/v2.0` })
    expect(await plain.json()).toMatchObject({ issuer: `http://127.0.0.1:${port}/{tenantid}/v2.0` })
  })

  test('takes a request that comes byte by byte', async () => {
    const socket = await dial(port)
    socket.setNoDelay(true)
    for (const byte of get(CLOCK, 'Connection: close')) await new Promise((sent) => socket.write(byte, sent))
    expect(answers(await rest(socket))).toEqual(['HTTP/1.1 200'])
  })

  test('takes a TLS handshake that comes byte by byte', async () => {
    const secure = await encrypted(trickling(await dial(port)), 'localhost', ca)
    secure.write(get(CLOCK, 'Connection: close'))
    expect(answers(await rest(secure))).toEqual(['HTTP/1.1 200'])
  })

  test.each([
    ['\u0000\u0001\u0002\u0003', ['HTTP/1.1 400']],
    ['\u0016\u0003\u0001', null],
    ['\u0016 nothing like a handshake, at some length, for a record of TLS', null],
    ['GET / HTTP/9.9\r\n\r\n', ['HTTP/1.1 400']],
    ['', null],
  ])('outlives a connection that says only %j', async (bytes, expected) => {
    const socket = await dial(port)
    const said = rest(socket)
    socket.end(Buffer.from(bytes, 'latin1'))
    expect(answers(await said)).toEqual(expected)
    expect((await fetch(cloud.url + CLOCK)).status).toBe(200)
  })

  test('outlives connections that are reset at any point', async () => {
    for (const bytes of ['', '\u0016', 'GET /_con', get('/v1.0/users')]) {
      const socket = await dial(port)
      await new Promise((sent) => socket.write(Buffer.from(bytes, 'latin1'), sent))
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    expect((await ask(cloud.secureUrl + CLOCK, { ca })).status).toBe(200)
  })

  test.each(['http', 'https', 'tunnel'])('answers pipelined requests in order over %s', async (way) => {
    const direct = await (way === 'tunnel' ? openTunnel(port, `localhost:${port}`) : dial(port))
    const raw = 'socket' in direct ? direct.socket : direct
    const socket = way === 'http' ? raw : await encrypted(raw, 'localhost', ca)
    socket.write(get(CLOCK) + get('/nowhere') + get('/_control/faults', 'Connection: close'))
    expect(answers(await rest(socket))).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200'])
  })

  test('keeps a TLS connection for the next request', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca })
    const sockets = new Set<unknown>()
    agent.on('free', (socket) => sockets.add(socket))
    for (let turn = 0; turn < 3; turn++) await ask(cloud.secureUrl + CLOCK, { agent })
    agent.destroy()
    expect(sockets.size).toBe(1)
  })

  test('takes a large body over TLS, and refuses one beyond all measure without losing the connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca })
    const send = async (size: number) => {
      const body = JSON.stringify({ surname: 'x'.repeat(size) })
      return (await ask(`${cloud.secureUrl}/_control/hire`, { agent, method: 'POST' }, body)).status
    }
    expect([await send(2_000_000), await send(9_000_000), await send(2_000_000)]).toEqual([200, 400, 200])
    agent.destroy()
  })

  test('takes no host for its own that was merely pointed at it', async () => {
    const reply = await ask(cloud.secureUrl + CLOCK, {
      ca,
      servername: 'localhost',
      headers: { host: 'rebound.example' },
    })
    expect(reply.status).toBe(421)
    expect(reply.text).toContain('--allowed-hosts rebound.example')
  })
})

test('closing ends idle, half-said, encrypted and tunnelled connections', async () => {
  const other = await startSimulator({ people: 20, applications: 1 })
  const its = Number(new URL(other.url).port)
  const trusted = (await other.ca).pem
  const half = await dial(its)
  half.write('GET /_control HTTP/1.1\r\nHo')
  const { socket } = await openTunnel(its, 'graph.microsoft.com:443')
  const open = [await dial(its), half, await encrypted(await dial(its), 'localhost', trusted), socket]
  const ended = open.map((connection) => once(connection.on('error', () => undefined).resume(), 'close'))
  await other.close()
  await Promise.all(ended)
})
