import { createHash } from 'node:crypto'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { problemOf } from './problem.ts'

export interface EventStreamOptions {
  headers: OutgoingHttpHeaders
  /** `Last-Event-ID`: what the client saw last, when it comes back */
  lastEventId: string | undefined
  requestId: string
  heartbeatMs: number
  /** aborted when the client has gone or the process stops: then nothing says that this was the end, and clients come back */
  signal: AbortSignal
  /** called when the first item is there, before anything is sent */
  begin(): void
  onError(error: unknown): void
}

/**
 * Sends items as server-sent events (WHATWG HTML §9.2). An event's id is the hash of its data, since each item is the whole
 * present state: a client that comes back with the id of that state gets nothing it has. After the last item comes an
 * `end` event; an error on the way comes as a `problem` event. Throws, with nothing sent, where not even the first item came.
 */
export async function sendEvents(
  response: ServerResponse,
  items: AsyncGenerator<unknown>,
  options: EventStreamOptions,
): Promise<void> {
  const first = await items.next()
  options.begin()
  response.writeHead(200, {
    ...options.headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // a connection that a stream held is not worth keeping, and would hold up the end of the process
    connection: 'close',
  })
  const heartbeat = setInterval(() => response.write(': heartbeat\n\n'), options.heartbeatMs)
  try {
    for (let item = first; !item.done; item = await items.next()) {
      const data = JSON.stringify(item.value)
      const id = createHash('sha256').update(data).digest('base64url').slice(0, 22)
      response.write(
        item === first && id === options.lastEventId ? ': as you left it\n\n' : `id: ${id}\ndata: ${data}\n\n`,
      )
    }
    if (!options.signal.aborted) response.write('event: end\ndata: {}\n\n')
  } catch (error) {
    options.onError(error)
    const { problem } = problemOf(error, options.requestId)
    response.write(`event: problem\ndata: ${JSON.stringify(problem)}\n\n`)
  } finally {
    clearInterval(heartbeat)
    await items.return(undefined)
    response.end()
  }
}
