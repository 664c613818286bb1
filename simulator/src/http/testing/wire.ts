import { once } from 'node:events'
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { Agent, type RequestOptions, request } from 'node:https'
import { connect, isIP, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { type TLSSocket, connect as tlsConnect } from 'node:tls'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request by Node's own clients; unlike fetch they let it name another host than it goes to. */
export async function ask(url: string, options: RequestOptions, body?: string): Promise<Reply> {
  const sent = url.startsWith('http:') ? plainRequest(url, options) : request(url, options)
  sent.end(body)
  const [response] = await once(sent, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(Buffer.from(chunk))
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }
}

/** A connection to the port, with nothing said yet. */
export async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

/** Everything that comes until the other side ends. */
export async function rest(socket: Duplex): Promise<string> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).resume()
  await once(socket, 'close')
  return Buffer.concat(chunks).toString()
}

/** Asks the port for a tunnel; the socket is ready for the other end, or for the rest of a refusal. */
export async function openTunnel(port: number, authority: string): Promise<{ socket: Socket; status: number }> {
  const socket = await dial(port)
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`)
  const [head] = await once(socket, 'data')
  socket.pause()
  const [line = '', ...more] = String(head).split('\r\n')
  const status = Number(line.split(' ')[1])
  if (status !== 200) socket.unshift(Buffer.from(more.join('\r\n')))
  return { socket, status }
}

/** TLS over a connection, by a client that trusts `ca` alone. */
export async function encrypted(socket: Duplex, host: string, ca: string): Promise<TLSSocket> {
  // An address is verified but never sent as a server name (RFC 6066 §3).
  const names = isIP(host) === 0 ? { host, servername: host } : { host }
  const secure = tlsConnect({ socket, ...names, ca, ALPNProtocols: ['http/1.1'] })
  await once(secure, 'secureConnect')
  return secure
}

/** An agent that reaches hosts through a tunnel, as proxy agents do. */
export async function throughTunnel(port: number, host: string, ca: string): Promise<Agent> {
  const { socket } = await openTunnel(port, `${host}:443`)
  const secure = await encrypted(socket, host, ca)
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  agent.createConnection = () => secure
  return agent
}

/** The same connection, whose every byte is sent on its own. */
export function trickling(socket: Socket): Duplex {
  socket.setNoDelay(true)
  const slow = new Duplex({
    read: () => undefined,
    async write(chunk: Buffer, _, done) {
      for (const byte of chunk) await new Promise((sent) => socket.write(Buffer.from([byte]), sent))
      done()
    },
  })
  socket.on('data', (chunk) => slow.push(chunk)).on('close', () => slow.destroy())
  return slow
}
