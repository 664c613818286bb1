import { z } from 'zod'
import type { GraphClient } from '../client.ts'
import { GraphUnreadable } from '../failures.ts'
import type { ReadOptions } from '../pages.ts'
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
export async function organization(graph: GraphClient, options?: ReadOptions): Promise<Organization> {
  const list = z.object({ value: z.array(Organization) })
  const { value } = await graph.get({ path, query: { $select }, schema: list, resource: 'organization' }, options)
  const [only] = value
  if (only === undefined) throw new GraphUnreadable({ path })
  return only
}

/** The licences bought; Graph gives them on one page. learn.microsoft.com/graph/api/subscribedsku-list */
export const subscribedSkus = (graph: GraphClient, options?: ReadOptions) =>
  graph.page({ path: '/subscribedSkus', schema: SubscribedSku, resource: 'subscribedSkus' }, options)
