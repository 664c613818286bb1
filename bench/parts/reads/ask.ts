import { Agent, request } from 'node:http'

/** How long one answer took, from sending the request to its last byte, and what it was. */
export interface Answer {
  ms: number
  status: number
  text: string
}

/** Asks a server on this machine, over as many kept connections as it takes, as the holder of a token. */
export function asker(origin: string, token: string): (path: string) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return (path) => {
    const started = performance.now()
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, origin),
        { agent, headers: { authorization: `Bearer ${token}` } },
        (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const ms = performance.now() - started
            resolve({ ms, status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })
          })
        },
      )
      sent.on('error', reject)
      sent.end()
    })
  }
}

/** The value below which so many of a hundred lie, and the half of them. */
export function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = [...times].sort((one, other) => one - other)
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
  return { p50: at(0.5), p99: at(0.99) }
}

export const round = (number: number): number => Math.round(number * 100) / 100
