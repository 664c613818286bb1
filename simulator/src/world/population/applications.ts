import { emptyPublisher } from '../generate/applications.ts'
import { FUNCTIONS, VENDORS } from '../generate/catalogue.ts'
import type { Json } from '../model.ts'
import { guidOf } from '../random.ts'
import type { PropertyTable } from './computed-entity.ts'
import type { NumberedIds } from './numbered-ids.ts'
import type { Draws } from './words.ts'

/** The questions that are answered by drawing. */
const ASK = { vendor: 1, saml: 2, enabled: 3, required: 4 } as const

const NONE: Json = []
const TAGS: Json = ['WindowsAzureActiveDirectoryIntegratedApp']
const PUBLISHER = emptyPublisher()
const VENDOR_TENANTS = new Map<string, string>(VENDORS.map((vendor) => [vendor, guidOf(`vendor/${vendor}`)]))
const WITH_ROLES = FUNCTIONS.filter((job) => job.roles.length > 0)

/** The roles of each function are the same objects in every application that has it. */
const ROLES = WITH_ROLES.map((job) =>
  job.roles.map((value) => ({
    allowedMemberTypes: ['User'],
    description: `${value} of the application`,
    displayName: value,
    id: guidOf(`bulk/role/${job.name}/${value}`),
    isEnabled: true,
    origin: 'Application',
    value,
  })),
)

/** The many applications of vendors beyond the generated core; each servicePrincipal a function of its number. */
export class BulkApplications {
  readonly #ids: NumberedIds
  readonly #draws: Draws

  constructor(ids: NumberedIds, draws: Draws) {
    this.#ids = ids
    this.#draws = draws
  }

  displayNameOf(index: number): string {
    return `${this.#vendorOf(index)} ${WITH_ROLES[index % WITH_ROLES.length]?.name} ${index + 1}`
  }

  /** The role that an assignment to the application gives; `ticket` is any whole number. */
  roleOf(index: number, ticket: number): string {
    const roles = ROLES[index % ROLES.length] ?? []
    return roles[ticket % roles.length]?.id ?? ''
  }

  get properties(): PropertyTable {
    const [ids, draws] = [this.#ids, this.#draws]
    const displayName = (i: number) => this.displayNameOf(i)
    const appId = (i: number) => ids.guid('appId', i)
    const host = (i: number) => `https://app${i + 1}.example`
    const isSaml = (i: number) => draws.below(10, ASK.saml, i) < 6
    return {
      id: (i) => ids.guid('servicePrincipal', i),
      accountEnabled: (i) => draws.below(20, ASK.enabled, i) > 0,
      appDisplayName: displayName,
      appId,
      appOwnerOrganizationId: (i) => VENDOR_TENANTS.get(this.#vendorOf(i)) ?? null,
      appRoleAssignmentRequired: (i) => draws.below(2, ASK.required, i) > 0,
      appRoles: (i) => ROLES[i % ROLES.length] ?? NONE,
      displayName,
      homepage: (i) => `${host(i)}/`,
      loginUrl: (i) => (isSaml(i) ? `${host(i)}/saml` : null),
      oauth2PermissionScopes: () => NONE,
      passwordCredentials: () => NONE,
      preferredSingleSignOnMode: (i) => (isSaml(i) ? 'saml' : 'oidc'),
      replyUrls: (i) => [`${host(i)}/signin`],
      servicePrincipalNames: (i) => [appId(i)],
      servicePrincipalType: () => 'Application',
      signInAudience: () => 'AzureADMultipleOrgs',
      tags: () => TAGS,
      verifiedPublisher: () => PUBLISHER,
    }
  }

  #vendorOf(index: number): string {
    return this.#draws.pick(VENDORS, ASK.vendor, index)
  }
}
