import { Client, PageIterator } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'
import { readSetting } from '../../setting.ts'
import type { Plain } from '../control.ts'
import { credential } from '../credential.ts'
import { GRAPH_DEFAULT } from '../tokens.ts'

export const setting = readSetting()

/** An object as Graph answers it. */
export type Answered = Plain & { readonly id: string }

/** Sends its token to no host that it was not told of. */
const address = { baseUrl: `${setting.graph}/`, customHosts: new Set([new URL(setting.graph).hostname]) }

/** The client with its whole chain of middleware: token, retries, redirects, telemetry. */
export const client = Client.initWithMiddleware({
  authProvider: new TokenCredentialAuthenticationProvider(credential, { scopes: [GRAPH_DEFAULT] }),
  ...(setting.way === 'direct' ? address : {}),
})

/** Everything from the first page on, over the nextLinks, by the library's own iterator. */
export async function all(path: string): Promise<{ items: Answered[]; deltaLink: string | undefined }> {
  const items: Answered[] = []
  const iterator = new PageIterator(client, await client.api(path).get(), (item: Answered) => {
    items.push(item)
    return true
  })
  await iterator.iterate()
  return { items, deltaLink: iterator.getDeltaLink() }
}

export const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).sort()
