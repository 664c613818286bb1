import { Agent, request } from 'node:http'
import { z } from 'zod'

const Page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() })

export interface ReadPage {
  /** from sending the request to its last byte, over one kept connection */
  ms: number
  bytes: number
  items: unknown[]
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

/** Reads pages of a Graph list one after the other; begins again at its end until there are as many as wanted. */
export async function* readPages(url: string, token: string, count: number): AsyncIterable<ReadPage> {
  for (let read = 0, next = url; read < count; read++) {
    const { ms, text } = await answerTo({ url: next }, token)
    const page = Page.parse(JSON.parse(text))
    yield { ms, bytes: Buffer.byteLength(text), items: page.value }
    next = page['@odata.nextLink'] ?? url
  }
}

/** A request to Graph: a GET, or with a body a POST. */
export interface Asked {
  url: string
  body?: object
}

/** The answer to one request over a kept connection, by default always the same one; throws where it is not 200. */
export function answerTo({ url, body }: Asked, token: string, over = agent): Promise<{ ms: number; text: string }> {
  const started = performance.now()
  const method = body === undefined ? 'GET' : 'POST'
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: over, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const ms = performance.now() - started
        const text = Buffer.concat(chunks).toString('utf8')
        if (response.statusCode === 200) resolve({ ms, text })
        else reject(new Error(`${url}: ${response.statusCode} ${text.slice(0, 300)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body && JSON.stringify(body))
  })
}
