import { resourceReaders } from '../../hub/src/capabilities/directory/sync/resources.ts'
import { graphClient, microsoftCloud, systemPorts, unpaced, usageMeter } from '../../hub/src/microsoft/index.ts'

/** A request as it was sent, without its credential. */
interface Sent {
  url: string
  method: string
  headers: Headers
  body: string | null
}

/** The requests that a first import of the Directory read pack sends, noted while they are sent once. */
export async function requestsOfAnImport(cloudUrl: string, token: string): Promise<Sent[]> {
  const sent: Sent[] = []
  const noting: typeof fetch = (address, init) => {
    const body = typeof init?.body === 'string' ? init.body : null
    const headers = new Headers(init?.headers)
    headers.delete('authorization')
    sent.push({ url: String(address), method: init?.method ?? 'GET', headers, body })
    return fetch(address, init)
  }
  const graph = graphClient({
    cloud: microsoftCloud({ authority: cloudUrl, graph: cloudUrl }),
    ports: { ...systemPorts, fetch: noting },
    meter: usageMeter(),
    pacers: unpaced,
    urgency: 'bulk',
    tokens: { current: async () => token, rejected: () => undefined },
  })
  const signal = new AbortController().signal
  for (const reader of resourceReaders) {
    if (reader.pack !== 'directory-read') continue
    for await (const _ of reader.read({ graph, from: undefined, signal, roles: [] }));
  }
  return sent
}

/** Sends them again with nothing but `fetch`, one after the other, reads every answer as JSON and drops it. @returns seconds */
export async function readBare(requests: readonly Sent[], token: string): Promise<number> {
  const started = performance.now()
  for (const { url, method, headers, body } of requests) {
    const authorized = { ...Object.fromEntries(headers), authorization: `Bearer ${token}` }
    const response = await fetch(url, { method, headers: authorized, ...(body !== null && { body }) })
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
    await response.json()
  }
  return (performance.now() - started) / 1_000
}
