import { initialDomain } from '../../../world/verified-domains.ts'
import { type GraphContext, type Item, parameter } from '../../call.ts'
import { notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'

function items({ tenancy: { profile } }: GraphContext): Item[] {
  return [profile.domain, initialDomain(profile)].map((id, i) => {
    const properties = {
      id,
      authenticationType: 'Managed',
      isAdminManaged: true,
      isDefault: i === 0,
      isInitial: i === 1,
      isRoot: true,
      isVerified: true,
      supportedServices: ['Email', 'OfficeCommunicationsOnline'],
    }
    return { id, kind: 'domain', properties }
  })
}

function oneDomain(context: GraphContext) {
  const found = items(context).find(({ id }) => id === parameter(context).toLowerCase())
  if (!found) throw notFound(parameter(context))
  return single(context, found, 'domains')
}

const READERS = ['Domain.Read.All', 'Domain.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All']

/** The domains of the organisation, the one it was born with among them: learn.microsoft.com/graph/api/resources/domain. */
export const domainRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/domains',
    answer: (context) =>
      list(context, {
        sequence: arraySequence(items(context)),
        kind: 'domain',
        contextName: 'domains',
        unpaged: true,
      }),
  },
  {
    method: 'GET',
    template: '/domains/{domain-id}',
    permissions: { application: READERS, delegated: READERS },
    response: '#/$defs/microsoft.graph.domain',
    answer: oneDomain,
  },
]
