import type { Duplex } from 'node:stream'

/** The first byte of a TLS record that holds a handshake (RFC 8446 §5.1); no method of HTTP begins with it. */
const HANDSHAKE = 0x16
/** As long as Node's own HTTP server waits for headers. */
const PATIENCE = 60_000

/** Hands a connection on, by its first byte and with nothing read: to `tls`, or to `plain`. A silent one is ended. */
export function byFirstByte(socket: Duplex, plain: (socket: Duplex) => void, tls: (socket: Duplex) => void): void {
  const impatience = setTimeout(() => socket.destroy(), PATIENCE)
  const leave = () => {
    clearTimeout(impatience)
    socket.off('data', read).off('end', silent).off('close', leave)
  }
  const silent = () => {
    leave()
    socket.end()
  }
  const read = (chunk: Buffer) => {
    leave()
    socket.pause()
    socket.unshift(chunk)
    if (chunk[0] === HANDSHAKE) tls(socket)
    else plain(socket)
  }
  socket.on('data', read).on('end', silent).on('close', leave)
}
