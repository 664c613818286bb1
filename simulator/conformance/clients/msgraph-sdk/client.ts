import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure'
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk'
// Adds users and me to the client.
import '@microsoft/msgraph-sdk-users'
import { readSetting } from '../../setting.ts'
import { credential } from '../credential.ts'
import { GRAPH_DEFAULT } from '../tokens.ts'

export const setting = readSetting()

/** The provider gives its token to these hosts alone; without a word about them, to Microsoft's. */
const allowedHosts = setting.way === 'direct' ? new Set([new URL(setting.graph).hostname]) : undefined
const authentication = new AzureIdentityAuthenticationProvider(credential, [GRAPH_DEFAULT], undefined, allowedHosts)
const adapter = new GraphRequestAdapter(authentication)
if (setting.way === 'direct') adapter.baseUrl = `${setting.graph}/v1.0`

export const client = createGraphServiceClient(adapter)

/** A page as kiota types it: everything may be missing. */
interface Page<T> {
  readonly value?: T[] | null
  readonly odataNextLink?: string | null
}

/** The first page and all after it, each read at the link that the one before gave. */
export async function pagesFrom<T, P extends Page<T>>(
  first: P | undefined,
  next: (link: string) => Promise<P | undefined>,
): Promise<{ items: T[]; pages: number; last: P | undefined }> {
  const items: T[] = []
  let pages = 0
  let page = first
  while (page !== undefined) {
    items.push(...(page.value ?? []))
    pages += 1
    if (!page.odataNextLink) break
    page = await next(page.odataNextLink)
  }
  return { items, pages, last: page }
}

/** Ids of objects whose every property may be missing, in order. */
export const idsOf = (items: readonly { readonly id?: string | null }[]) => items.map(({ id }) => id).sort()
