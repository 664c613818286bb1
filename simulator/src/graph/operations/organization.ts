import { createHash } from 'node:crypto'
import { isoSeconds } from '../../world/clock.ts'
import { PLACES, SKUS } from '../../world/generate/company.ts'
import { licencesInUse } from '../../world/licences.ts'
import { textOf } from '../../world/model.ts'
import { visible } from '../../world/truth.ts'
import { type GraphContext, type Item, parameter } from '../call.ts'
import { notFound } from '../errors.ts'
import { arraySequence, list } from '../listing.ts'
import type { Route } from '../router.ts'
import { single } from './single.ts'

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
    ],
  }
  return { id: tenantId, kind: 'organization', properties }
}

function oneOrganization(context: GraphContext) {
  const found = organization(context)
  if (parameter(context).toLowerCase() !== found.id) throw notFound(parameter(context))
  return single(context, found, 'organization')
}

function domains(context: GraphContext) {
  const { domain } = context.tenancy.profile
  const properties = {
    id: domain,
    authenticationType: 'Managed',
    isAdminManaged: true,
    isDefault: true,
    isInitial: false,
    isRoot: true,
    isVerified: true,
    supportedServices: ['Email', 'OfficeCommunicationsOnline'],
  }
  return list(context, {
    sequence: arraySequence([{ id: domain, kind: 'domain', properties }]),
    kind: 'domain',
    contextName: 'domains',
    unpaged: true,
  })
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

/** Who holds which directory role, from the members of the roles. */
function roleAssignments(context: GraphContext) {
  const { tenancy } = context
  const items: Item[] = []
  for (const role of visible(tenancy, 'directoryRole')) {
    for (const principalId of tenancy.relations.members.from(role.id)) {
      if (!tenancy.find(principalId)) continue
      const id = createHash('sha256').update(`${role.id}/${principalId}`).digest('base64url').slice(0, 43)
      const roleDefinitionId = textOf(role, 'roleTemplateId')
      items.push({
        id,
        kind: 'unifiedRoleAssignment',
        properties: { id, directoryScopeId: '/', principalId, roleDefinitionId },
      })
    }
  }
  const contextName = 'roleManagement/directory/roleAssignments'
  return list(context, { sequence: arraySequence(items), kind: 'unifiedRoleAssignment', contextName })
}

/** What happened here, from the journal: who was consented, changed, removed. */
function directoryAudits(context: GraphContext) {
  const { world, tenancy } = context
  const items = world.journal.entries
    .filter((entry) => entry.mutation !== 'clock' && entry.mutation !== 'sign-in')
    .filter((entry) => (entry.input.tenantId ?? world.primary.profile.tenantId) === tenancy.profile.tenantId)
    .map((entry): Item => {
      const id = `Directory_${entry.number}_${entry.at}`
      const properties = {
        id,
        activityDateTime: isoSeconds(entry.at),
        activityDisplayName: entry.mutation,
        category: 'DirectoryManagement',
        correlationId: null,
        initiatedBy: { app: null, user: null },
        loggedByService: 'Core Directory',
        operationType: 'Update',
        result: 'success',
        resultReason: '',
        targetResources: [],
        additionalDetails: [],
      }
      return { id, kind: 'directoryAudit', properties }
    })
    .reverse()
  return list(context, {
    sequence: arraySequence(items),
    kind: 'directoryAudit',
    contextName: 'auditLogs/directoryAudits',
    defaultTop: 1000,
    maximumTop: 1000,
  })
}

/** The company itself: learn.microsoft.com/graph/api/resources/organization, domain, subscribedsku. */
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
  { method: 'GET', template: '/domains', answer: domains },
  { method: 'GET', template: '/subscribedSkus', answer: subscribedSkus },
  { method: 'GET', template: '/roleManagement/directory/roleAssignments', answer: roleAssignments },
  { method: 'GET', template: '/auditLogs/directoryAudits', answer: directoryAudits },
]
