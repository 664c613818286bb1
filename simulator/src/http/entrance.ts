import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { createServer, type Server as TlsServer } from 'node:tls'
import { byFirstByte } from './first-byte.ts'
import type { Leaf } from './tls/certificate.ts'

/** The certificate for a name that a client asked for; without a name, the one for clients that do not say. */
export type LeafFor = (servername?: string) => Promise<Leaf>

/** Takes a connection in. `name` is what a client means that names no server itself. */
export type Entrance = (socket: Duplex, name?: string) => void

/**
 * Lets every connection into one HTTP server, whether it speaks TLS or not. TLS, and with it the certificate authority, is
 * set up when the first client asks for it.
 */
export function entrance(server: Server, leafFor: LeafFor): Entrance {
  const plain = (socket: Duplex) => {
    server.emit('connection', socket)
    socket.resume()
  }
  let tls: TlsServer | undefined
  let shown: Leaf | undefined

  async function secure(socket: Duplex, name?: string): Promise<void> {
    const leaf = await leafFor(name)
    tls ??= createServer({
      ALPNProtocols: ['http/1.1'],
      SNICallback: (servername, done) => {
        leafFor(servername).then(({ context }) => done(null, context), done)
      },
    })
      .on('secureConnection', (decrypted) => server.emit('connection', decrypted))
      .on('tlsClientError', (_, decrypted) => decrypted.destroy())
    if (leaf !== shown) tls.setSecureContext(leaf)
    shown = leaf
    // Half a handshake is nothing to wait for: only plain HTTP is answered after the caller has ended.
    socket.allowHalfOpen = false
    tls.emit('connection', socket)
  }

  return (socket, name) => {
    byFirstByte(socket, plain, (unread) => {
      secure(unread, name).catch((error: unknown) => {
        process.stderr.write(`No certificate could be shown: ${error instanceof Error ? error.stack : String(error)}\n`)
        unread.destroy()
      })
    })
  }
}
