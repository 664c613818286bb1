import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

/** What came of a POST: the answer, or why there was none. */
export type Posted =
  | { readonly status: number; readonly contentType: string; readonly text: string }
  | { readonly status: undefined; readonly reason: string }

export interface PostOptions {
  readonly contentType: string
  readonly body: string
  /** Real milliseconds for the whole exchange. */
  readonly withinMs: number
  /** Ends the exchange from outside. */
  readonly until?: AbortSignal
}

/** Longest answer that is read; nothing an endpoint has to say is longer. */
const LONGEST_ANSWER = 64 * 1024

/** One POST on a connection of its own. A redirect is an answer like any other: change notifications follow none. */
export function post(url: URL, { contentType, body, withinMs, until }: PostOptions): Promise<Posted> {
  const timeout = AbortSignal.timeout(withinMs)
  const signal = until ? AbortSignal.any([timeout, until]) : timeout
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const headers = { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) }
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({ status: undefined, reason: timeout.aborted ? `no answer within ${withinMs} ms` : error.message })
    const request = send(url, { method: 'POST', headers, signal, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        if (text.length < LONGEST_ANSWER) text += chunk
      })
      response.on('error', fail)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', text })
      })
    })
    request.on('error', fail)
    request.end(body)
  })
}
