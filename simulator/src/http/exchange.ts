import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json } from '../world/model.ts'

const LARGEST_BODY = 8 * 1024 * 1024

/** The body as JSON; undefined when there is none. Throws SyntaxError when it is no JSON, RangeError when too large. */
export async function readJson(request: IncomingMessage): Promise<Json | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    // Read on even so: what is left unread would stand in the way of the connection's next request.
    if (size > LARGEST_BODY) chunks.length = 0
    else chunks.push(bytes)
  }
  if (size > LARGEST_BODY) throw new RangeError(`The body is larger than ${LARGEST_BODY} bytes`)
  if (size === 0) return undefined
  const parsed: Json = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  return parsed
}

export function sendJson(response: ServerResponse, status: number, body: Json): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}
