import { PLACES, SKUS } from '../../../world/generate/company.ts'
import { licencesInUse } from '../../../world/licences.ts'
import { initialDomain } from '../../../world/verified-domains.ts'
import { type GraphContext, type Item, parameter } from '../../call.ts'
import { notFound } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { single } from '../single.ts'

/** A day on which every generated company came into being. */
const FOUNDED = '2015-03-02T09:00:00Z'

function organization({ tenancy }: GraphContext): Item {
  const { tenantId, displayName, domain } = tenancy.profile
  const [place] = PLACES
  const plans = Object.values(SKUS).flatMap((sku) => sku.plans)
  const unique = [...new Map(plans.map((plan) => [plan.servicePlanId, plan])).values()]
  const properties = {
    id: tenantId,
    assignedPlans: unique.map(({ servicePlanId, service }) => ({
      assignedDateTime: FOUNDED,
      capabilityStatus: 'Enabled',
      service,
      servicePlanId,
    })),
    businessPhones: [`${place?.phonePrefix ?? ''}0`],
    city: place?.city ?? null,
    country: place?.country ?? null,
    countryLetterCode: place?.countryCode ?? null,
    createdDateTime: FOUNDED,
    displayName,
    onPremisesSyncEnabled: true,
    postalCode: place?.postalCode ?? null,
    preferredLanguage: 'de',
    state: place?.state ?? null,
    street: place?.street ?? null,
    technicalNotificationMails: [`it@${domain}`],
    tenantType: 'AAD',
    verifiedDomains: [
      {
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: true,
        isInitial: false,
        name: domain,
        type: 'Managed',
      },
      {
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: false,
        isInitial: true,
        name: initialDomain(tenancy.profile),
        type: 'Managed',
      },
    ],
  }
  return { id: tenantId, kind: 'organization', properties }
}

function oneOrganization(context: GraphContext) {
  const found = organization(context)
  if (parameter(context).toLowerCase() !== found.id) throw notFound(parameter(context))
  return single(context, found, 'organization')
}

/** Licences bought and used; the used ones are counted from the people. */
function subscribedSkus(context: GraphContext) {
  const used = licencesInUse(context.tenancy)
  const { tenantId, displayName } = context.tenancy.profile
  const items = Object.values(SKUS).map((sku): Item => {
    const consumedUnits = used.get(sku.skuId) ?? 0
    const id = `${tenantId}_${sku.skuId}`
    const properties = {
      id,
      accountId: tenantId,
      accountName: displayName,
      appliesTo: 'User',
      capabilityStatus: 'Enabled',
      consumedUnits,
      prepaidUnits: { enabled: Math.ceil((consumedUnits * 1.15) / 25) * 25, lockedOut: 0, suspended: 0, warning: 0 },
      servicePlans: sku.plans.map(({ servicePlanId, servicePlanName }) => ({
        appliesTo: 'User',
        provisioningStatus: 'Success',
        servicePlanId,
        servicePlanName,
      })),
      skuId: sku.skuId,
      skuPartNumber: sku.skuPartNumber,
      subscriptionIds: [],
    }
    return { id, kind: 'subscribedSku', properties }
  })
  return list(context, {
    sequence: arraySequence(items),
    kind: 'subscribedSku',
    contextName: 'subscribedSkus',
    unpaged: true,
  })
}

/** The company itself: learn.microsoft.com/graph/api/resources/organization, subscribedsku. */
export const organizationRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/organization',
    answer: (context) =>
      list(context, {
        sequence: arraySequence([organization(context)]),
        kind: 'organization',
        contextName: 'organization',
        unpaged: true,
      }),
  },
  { method: 'GET', template: '/organization/{organization-id}', answer: oneOrganization },
  { method: 'GET', template: '/subscribedSkus', answer: subscribedSkus },
]
