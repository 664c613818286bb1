import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isObject, type Json } from '../../world/model.ts'

/** One POST that reached the receiver. */
export interface Received {
  readonly path: string
  /** The validation token as it stood in the query, decoded; undefined for notifications. */
  readonly validationToken: string | undefined
  readonly contentType: string
  readonly body: { [name: string]: Json }
  readonly items: readonly { [name: string]: Json }[]
}

/** How the receiver answers; `undefined` leaves the caller without an answer. */
export type Reply = (
  received: Received,
) => { status: number; contentType?: string; text?: string } | undefined | Promise<{ status: number } | undefined>

/** A subscriber's endpoint on this machine: takes validation requests and notifications, and keeps what came. */
export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** What came as notifications, in the order of arrival. */
  notifications(): { [name: string]: Json }[]
  /** Answers from now on as told; without an argument as a good endpoint does. */
  answer(reply?: Reply): void
  close(): Promise<void>
}

/** Echoes the validation token, and takes every notification with 202. */
const willing: Reply = ({ validationToken }) =>
  validationToken === undefined
    ? { status: 202 }
    : { status: 200, contentType: 'text/plain; charset=utf-8', text: validationToken }

/** Listens on a free port; it keeps no process alive. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let reply = willing
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = await read(request)
    received.push(one)
    const answer: { status: number; contentType?: string; text?: string } | undefined = await reply(one)
    if (!answer) return
    response.writeHead(answer.status, { 'Content-Type': answer.contentType ?? 'text/plain' })
    response.end(answer.text)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  }).unref()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    received,
    notifications: () => received.flatMap(({ items }) => items),
    answer: (given = willing) => {
      reply = given
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString('utf8')
  const parsed: unknown = text === '' ? {} : JSON.parse(text)
  const body = isObject(parsed) ? parsed : {}
  const url = new URL(request.url ?? '/', 'http://receiver')
  return {
    path: `${url.pathname}${url.search}`,
    validationToken: url.searchParams.get('validationToken') ?? undefined,
    contentType: request.headers['content-type'] ?? '',
    body,
    items: Array.isArray(body.value) ? body.value.filter(isObject) : [],
  }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port')
  return address.port
}
