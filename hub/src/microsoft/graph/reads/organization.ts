import { z } from 'zod'
import type { GraphClient, TimedRead } from '../client.ts'
import { GraphUnreadable } from '../failures.ts'
import type { Collection, ReadOptions } from '../pages.ts'
import { Organization, SubscribedSku } from '../schemas/tenancy.ts'

const path = '/organization'
const $select = [
  'id',
  'displayName',
  'countryLetterCode',
  'createdDateTime',
  'onPremisesSyncEnabled',
  'verifiedDomains',
] as const

/** The tenancy itself. Permission: Organization.Read.All or Directory.Read.All. learn.microsoft.com/graph/api/organization-list */
export const organization = async (graph: GraphClient, options?: ReadOptions): Promise<Organization> =>
  (await organizationTimed(graph, options)).value

/** The same, with how long it took and what Microsoft's clock says: the test of a connection. */
export async function organizationTimed(graph: GraphClient, options?: ReadOptions): Promise<TimedRead<Organization>> {
  const list = z.object({ value: z.array(Organization) })
  const { value, ...timing } = await graph.timed(
    { path, query: { $select }, schema: list, resource: 'organization' },
    options,
  )
  const [only] = value.value
  if (only === undefined) throw new GraphUnreadable({ path })
  return { value: only, ...timing }
}

/** The licences bought; Graph gives them on one page. learn.microsoft.com/graph/api/subscribedsku-list */
export const subscribedSkus: Collection<SubscribedSku> = {
  path: '/subscribedSkus',
  schema: SubscribedSku,
  resource: 'licences',
}
