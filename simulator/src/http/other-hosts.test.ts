import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../index.ts'
import type { OtherHosts } from './other-hosts.ts'
import { ask, openTunnel, rest, throughTunnel } from './testing/wire.ts'

let cloud: Simulator
afterEach(() => cloud.close())

async function start(otherHosts: OtherHosts): Promise<{ port: number; ca: string }> {
  cloud = await startSimulator({ people: 20, applications: 1, otherHosts })
  return { port: Number(new URL(cloud.url).port), ca: (await cloud.ca).pem }
}

/** The status of a request in absolute form. */
async function absolute(port: number, url: string): Promise<number> {
  const sent = request({ host: '127.0.0.1', port, path: url, method: 'POST' }).end('telemetry')
  const [response] = await once(sent, 'response')
  response.resume()
  return response.statusCode
}

describe('a host that is not simulated', () => {
  test('is refused with a sentence that says what can be done', async () => {
    const { port } = await start('refuse')
    const { socket, status } = await openTunnel(port, 'telemetry.example:443')
    expect(status).toBe(403)
    expect(await rest(socket)).toMatch(/"telemetry\.example is not simulated.*NO_PROXY.*--other-hosts swallow/)
    expect(await absolute(port, 'http://telemetry.example/v2/track')).toBe(403)
  })

  test('is refused also when it is another port of this machine', async () => {
    const { port } = await start('refuse')
    const { socket, status } = await openTunnel(port, `localhost:${port + 1}`)
    socket.destroy()
    expect(status).toBe(403)
  })

  test.each(['telemetry.example', '203.0.113.7'])('is swallowed when asked for: %s hears nothing', async (host) => {
    const { port, ca } = await start('swallow')
    const agent = await throughTunnel(port, host, ca)
    for (const method of ['POST', 'GET']) {
      const reply = await ask(
        `https://${host}/v2/track`,
        { agent, method },
        method === 'POST' ? 'telemetry' : undefined,
      )
      expect([reply.status, reply.text]).toEqual([204, ''])
    }
    agent.destroy()
    expect(await absolute(port, `http://${host}/v2/track`)).toBe(204)
  })

  test('is not served under its name by what is swallowed for', async () => {
    const { port, ca } = await start('swallow')
    const reply = await ask(`https://localhost:${port}/_control/state`, {
      ca,
      servername: 'localhost',
      headers: { host: 'telemetry.example' },
    })
    expect(reply.status).toBe(421)
  })
})

describe('the certificates for swallowed hosts', () => {
  test('are trusted by a file that goes with the simulator', async () => {
    const { ca } = await start('swallow')
    const { file } = await cloud.ca
    expect(ca.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
    expect(readFileSync(file, 'utf8')).toBe(ca)
    await cloud.close()
    expect(existsSync(file)).toBe(false)
    cloud = await startSimulator({ people: 20, applications: 1 })
  })

  test('are not shown where other hosts are refused', async () => {
    const { port, ca } = await start('refuse')
    const socket = connect({ port, servername: 'telemetry.example', ca })
    const [error] = await once(socket, 'error')
    expect(error.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })
})
