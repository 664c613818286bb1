import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { hostnameOf } from './destination.ts'
import { type Entrance, entrance, type LeafFor } from './entrance.ts'
import { sendJson } from './exchange.ts'

/**
 * What the proxy does with a host that is not simulated. Nothing is ever passed on to it. `refuse` says so with a 403;
 * `swallow` answers 204 to whatever is said to it, also over TLS, for clients that report home and take a refusal badly.
 */
export const OTHER_HOSTS = ['refuse', 'swallow'] as const
export type OtherHosts = (typeof OTHER_HOSTS)[number]

export interface OtherHostsDoor {
  /** Ends or takes over the connection of a CONNECT. */
  tunnel(socket: Duplex, head: Buffer, url: URL): void
  /** Answers a request in absolute form. */
  request(request: IncomingMessage, response: ServerResponse, url: URL): void
}

export function otherHostsDoor(policy: OtherHosts, leafFor: LeafFor): OtherHostsDoor {
  if (policy === 'refuse')
    return {
      tunnel: (socket, _, url) => endTunnel(socket, 403, refusal(url)),
      request: (_request, response, url) => sendJson(response, 403, { error: refusal(url) }),
    }
  const nothing = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(204).end()
  }
  const enter = entrance(createServer(nothing), leafFor)
  return {
    tunnel: (socket, head, url) => openTunnel(socket, head, enter, hostnameOf(url)),
    request: nothing,
  }
}

/** Accepts a CONNECT: whatever comes now is a connection of its own. */
export function openTunnel(socket: Duplex, head: Buffer, enter: Entrance, name?: string): void {
  socket.on('error', () => socket.destroy())
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
  if (head.length > 0) socket.unshift(head)
  enter(socket, name)
}

/** Refuses a CONNECT with a sentence. */
export function endTunnel(socket: Duplex, status: 400 | 403 | 421, sentence: string): void {
  socket.on('error', () => socket.destroy())
  const body = JSON.stringify({ error: sentence })
  const reason = { 400: 'Bad Request', 403: 'Forbidden', 421: 'Misdirected Request' }[status]
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

const refusal = ({ host }: URL) =>
  `${host} is not simulated, and the simulator never connects to anything: name it in NO_PROXY to reach it past the ` +
  'proxy, or start the simulator with --other-hosts swallow to have it answer 204 in its place'
