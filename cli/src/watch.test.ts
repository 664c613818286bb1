import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readContract } from './contract.ts'
import { type Terminal, terminal } from './testing/terminal.ts'

/** A stand-in for the hub that answers every address with the same events. */
let server: Server
let at: Terminal
let command: string[]
let events: string

beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(events))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  at = await terminal(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const stream = (await readContract()).operations.find(({ kind }) => kind === 'stream')
  const ids = stream?.fields.filter(({ place }) => place === 'path').map(() => 'an-id') ?? []
  command = [...(stream?.name.split('.') ?? []), ...ids]
})
afterAll(() => {
  server.close()
  at.close()
})

const event = (item: object): string => `: heartbeat\n\nid: 1\ndata: ${JSON.stringify(item)}\n\n`
const end = 'event: end\ndata: {}\n\n'

test('--watch shows each state in a line until the end, and the last one whole', async () => {
  events =
    event({ at: 'a', run: { status: 'running', objectsRead: 500 } }) +
    event({ at: 'b', run: { status: 'completed', objectsRead: 900 } }) +
    end
  const { exit, err } = await at.atrium([...command, '--watch'])
  expect(exit).toBe(0)
  expect(err).toBe('status running · objects read 500\nstatus completed · objects read 900\n')
})

test('where a person looks, the line is written over', async () => {
  const { err } = await at.atrium([...command, '--watch'], { width: 80 })
  expect(err).toBe('\rstatus running · objects read 500\u001b[K\rstatus completed · objects read 900\u001b[K\n')
})

test('--json is a line a state; without --watch there is one', async () => {
  expect((await at.atrium([...command, '--watch', '--json'])).out.trimEnd().split('\n')).toHaveLength(2)
  expect((await at.atrium([...command, '--json'])).out.trimEnd().split('\n')).toHaveLength(1)
})

test('a stream that breaks off with a problem ends with its sentence and exit code', async () => {
  const problem = {
    code: 'unauthenticated',
    detail: 'The key was revoked.',
    next: 'Make a new one.',
    issues: [],
    requestId: 'r',
  }
  events = `${event({ at: 'a' })}event: problem\ndata: ${JSON.stringify(problem)}\n\n`
  const { exit, err } = await at.atrium([...command, '--watch'], { key: 'k' })
  expect(exit).toBe(3)
  expect(err).toContain('The key was revoked.\nMake a new one.\n')
})
