import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { ownNames, tunnelTo } from './destination.ts'
import { type Doors, doorkeeper } from './doors.ts'
import { entrance } from './entrance.ts'
import { endTunnel, type OtherHosts, openTunnel, otherHostsDoor } from './other-hosts.ts'
import type { Trust } from './tls/trust.ts'

/** Far above any latency or delay that can be ordered; ends connections on which nothing moves any more. */
const IDLE = 15 * 60_000

export interface ListenOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Names beyond the loopback ones and `host` by which callers may address the simulator. */
  readonly allowedHosts: readonly string[]
  readonly otherHosts: OtherHosts
  readonly trust: Trust
  readonly doors: Doors
}

export interface Listening {
  readonly port: number
  /** Ends every connection. */
  close(): Promise<void>
}

/**
 * One port for everything: http, https, and a proxy that answers for the simulated hosts itself. A tunnel that it accepts
 * is taken in as if the client had connected here directly.
 */
export async function listen({
  host,
  port,
  allowedHosts,
  otherHosts,
  trust,
  doors,
}: ListenOptions): Promise<Listening> {
  const front = createServer({ allowHalfOpen: true, noDelay: true })
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject)
    front.listen(port, host, resolve)
  })
  front.on('error', (error) => process.stderr.write(`A connection was not accepted: ${error.message}\n`))
  const own = ownNames(host, allowedHosts, portOf(front))
  const others = otherHostsDoor(otherHosts, trust.otherLeafFor)
  const server = createHttpServer({ keepAliveTimeout: 65_000 }, doorkeeper(doors, own, others))
  server.timeout = IDLE
  const enter = entrance(server, trust.leafFor)
  server.on('connect', (request, socket, head) => {
    const to = tunnelTo(request.url ?? '', own)
    if (to.kind === 'refused') endTunnel(socket, to.status, to.sentence)
    else if (to.kind === 'elsewhere') others.tunnel(socket, head, to.url)
    else openTunnel(socket, head, enter)
  })
  const sockets = new Set<Socket>()
  front.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    enter(socket)
  })
  return {
    port: own.port,
    close: () =>
      new Promise((resolve, reject) => {
        front.close((error) => (error ? reject(error) : resolve()))
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}
