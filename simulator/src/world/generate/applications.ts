import { assign, DEFAULT_ROLE, grantScopes } from '../assignments.ts'
import { isoSeconds } from '../clock.ts'
import { type Entity, isObject, type Json, listOf, type Properties } from '../model.ts'
import { guidOf, Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { type AppShape, type CatalogueFunction, FUNCTIONS, VENDORS } from './catalogue.ts'
import { GroupMaker } from './groups.ts'
import { type GenerationPlan, ordinaryPeople } from './people.ts'

const DAY = 86_400_000
const SHAPES: readonly AppShape[] = [
  'gallery-saml',
  'oidc',
  'own',
  'gallery-saml',
  'oidc',
  'managed-identity',
  'legacy',
  'own',
]

/** Enterprise applications with roles, owners, assignments (direct and by group) and delegated grants. */
export function generateApplications(tenancy: Tenancy, plan: GenerationPlan, count: number, graph: Entity): void {
  const people = ordinaryPeople(tenancy).filter((user) => user.properties.accountEnabled === true)
  const groups = new GroupMaker(tenancy, plan)
  const wide = [...tenancy.store('group')].filter((group) =>
    /^(SG-|DYN-Site)/.test(String(group.properties.displayName)),
  )
  const used = new Map<string, number>()
  for (let i = 0; i < count; i++) {
    const random = new Random(`${plan.seed}/application/${i}`)
    const job = FUNCTIONS[i % FUNCTIONS.length]
    if (!job) continue
    const vendor = VENDORS[(i * 5 + Math.floor(i / FUNCTIONS.length)) % VENDORS.length] ?? VENDORS[0]
    const plain = `${vendor} ${job.name}`
    const nth = (used.get(plain) ?? 0) + 1
    used.set(plain, nth)
    const name = nth === 1 ? plain : `${plain} ${nth}`
    const shape = job.scopes.length === 0 ? 'managed-identity' : (SHAPES[i % SHAPES.length] ?? 'oidc')
    const owner = random.pick(people.slice(0, 40))
    const principal = addApplication(tenancy, plan, { name, vendor, job, shape, owner, random })
    for (let n = random.between(0, 2); n > 0; n--) tenancy.link('owners', principal, random.pick(people))
    if (shape === 'managed-identity') continue
    assignPeople({ tenancy, principal, job, random, people, wide, groups, name, anchor: plan.anchor })
    if (shape === 'gallery-saml') continue
    if (random.chance(0.6)) grantScopes(tenancy, principal, graph, job.scopes, undefined)
    else
      for (let n = random.between(0, 6); n > 0; n--)
        grantScopes(tenancy, principal, graph, job.scopes, random.pick(people))
  }
}

interface NewApplication {
  readonly name: string
  readonly vendor: string
  readonly job: CatalogueFunction
  readonly shape: AppShape
  readonly owner: Entity
  readonly random: Random
}

function addApplication(
  tenancy: Tenancy,
  plan: GenerationPlan,
  { name, vendor, job, shape, owner, random }: NewApplication,
): Entity {
  const key = `${plan.seed}/application/${name}`
  const appId = guidOf(`${key}/appId`)
  const own = shape === 'own' || shape === 'legacy'
  const host = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`
  const created = isoSeconds(plan.anchor - random.between(30, 2000) * DAY)
  const appRoles = shape === 'managed-identity' ? [] : job.roles.map((value) => appRole(key, value))
  const credentials: Json[] = own
    ? [
        {
          displayName: 'deployment',
          endDateTime: isoSeconds(plan.anchor + random.between(-60, 500) * DAY),
          hint: 'sim',
          keyId: guidOf(`${key}/secret`),
          startDateTime: created,
        },
      ]
    : []
  if (own) {
    const application = tenancy.insert('application', guidOf(`${key}/object`), {
      appId,
      appRoles,
      createdDateTime: created,
      displayName: name,
      identifierUris: [`api://${appId}`],
      passwordCredentials: credentials,
      publisherDomain: tenancy.profile.domain,
      requiredResourceAccess: [],
      signInAudience: 'AzureADMyOrg',
      tags: [],
      web: { homePageUrl: `https://${host}/`, redirectUris: [`https://${host}/signin`] },
    })
    tenancy.link('owners', application, owner)
  }
  const principal: Properties = {
    accountEnabled: !random.chance(0.05),
    appDisplayName: name,
    appId,
    appOwnerOrganizationId: own ? tenancy.profile.tenantId : guidOf(`vendor/${vendor}`),
    appRoleAssignmentRequired: random.chance(0.5),
    appRoles,
    displayName: name,
    homepage: `https://${host}/`,
    loginUrl: shape === 'gallery-saml' ? `https://${host}/saml` : null,
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    preferredSingleSignOnMode: shape === 'gallery-saml' ? 'saml' : shape === 'oidc' ? 'oidc' : null,
    replyUrls: [`https://${host}/signin`],
    servicePrincipalNames: [appId],
    servicePrincipalType:
      shape === 'managed-identity' ? 'ManagedIdentity' : shape === 'legacy' ? 'Legacy' : 'Application',
    signInAudience: own ? 'AzureADMyOrg' : 'AzureADMultipleOrgs',
    tags:
      shape === 'managed-identity'
        ? []
        : ['WindowsAzureActiveDirectoryIntegratedApp', ...(random.chance(0.1) ? ['HideApp'] : [])],
    verifiedPublisher:
      own || random.chance(0.4)
        ? emptyPublisher()
        : { addedDateTime: created, displayName: vendor, verifiedPublisherId: String(1_000_000 + vendor.length) },
  }
  return tenancy.insert('servicePrincipal', guidOf(`${key}/servicePrincipal`), principal)
}

interface AssignmentContext {
  readonly tenancy: Tenancy
  readonly principal: Entity
  readonly job: CatalogueFunction
  readonly random: Random
  readonly people: readonly Entity[]
  readonly wide: readonly Entity[]
  readonly groups: GroupMaker
  readonly name: string
  readonly anchor: number
}

function assignPeople({
  tenancy,
  principal,
  job,
  random,
  people,
  wide,
  groups,
  name,
  anchor,
}: AssignmentContext): void {
  const roles = listOf(principal, 'appRoles').flatMap((role) =>
    isObject(role) && typeof role.id === 'string' ? [role.id] : [],
  )
  const role = () => (roles.length > 0 ? random.pick(roles) : DEFAULT_ROLE)
  const when = () => anchor - random.between(1, 900) * DAY
  const everyone = wide[0]
  if (job.broad && everyone) assign(tenancy, everyone, principal, role(), when())
  else for (let n = random.between(0, 2); n > 0; n--) assign(tenancy, random.pick(wide), principal, role(), when())
  if (random.chance(0.4)) {
    const users = groups.make('security', `APP-${name.replace(/[^A-Za-z0-9]+/g, '-')}-Users`, `May use ${name}`)
    groups.fill(
      users,
      Array.from({ length: random.between(3, 30) }, () => random.pick(people)),
    )
    assign(tenancy, users, principal, role(), when())
  }
  for (let n = random.between(0, Math.min(40, people.length)); n > 0; n--)
    assign(tenancy, random.pick(people), principal, role(), when())
}

function appRole(key: string, value: string): Json {
  return {
    allowedMemberTypes: ['User'],
    description: `${value} of the application`,
    displayName: value,
    id: guidOf(`${key}/role/${value}`),
    isEnabled: true,
    origin: 'Application',
    value,
  }
}

export function emptyPublisher(): Json {
  return { addedDateTime: null, displayName: null, verifiedPublisherId: null }
}
