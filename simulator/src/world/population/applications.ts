import { emptyPublisher } from '../generate/applications.ts'
import { FUNCTIONS, VENDORS } from '../generate/catalogue.ts'
import type { Json, Properties } from '../model.ts'
import { guidOf } from '../random.ts'
import type { PropertiesSource } from './computed-entity.ts'
import type { NumberedIds } from './numbered-ids.ts'
import { Draw } from './words.ts'

const NONE: Json = []
const TAGS: Json = ['WindowsAzureActiveDirectoryIntegratedApp']
const PUBLISHER = emptyPublisher()
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
export class BulkApplications implements PropertiesSource {
  readonly #ids: NumberedIds
  readonly #purpose: number

  constructor(ids: NumberedIds, purpose: number) {
    this.#ids = ids
    this.#purpose = purpose
  }

  displayNameOf(index: number): string {
    return `${this.#vendorOf(index)} ${WITH_ROLES[index % WITH_ROLES.length]?.name} ${index + 1}`
  }

  /** The role that an assignment to the application gives; `ticket` is any whole number. */
  roleOf(index: number, ticket: number): string {
    const roles = ROLES[index % ROLES.length] ?? []
    return roles[ticket % roles.length]?.id ?? ''
  }

  appIdOf(index: number): string {
    return this.#ids.guid('appId', index)
  }

  propertiesOf(index: number): Properties {
    const draw = new Draw(this.#purpose + 1, index)
    const displayName = this.displayNameOf(index)
    const appId = this.appIdOf(index)
    const host = `app${index + 1}.example`
    const saml = draw.percent(60)
    return {
      id: this.#ids.guid('servicePrincipal', index),
      accountEnabled: !draw.percent(5),
      appDisplayName: displayName,
      appId,
      appOwnerOrganizationId: guidOf(`vendor/${this.#vendorOf(index)}`),
      appRoleAssignmentRequired: draw.percent(50),
      appRoles: ROLES[index % ROLES.length] ?? NONE,
      displayName,
      homepage: `https://${host}/`,
      loginUrl: saml ? `https://${host}/saml` : null,
      oauth2PermissionScopes: NONE,
      passwordCredentials: NONE,
      preferredSingleSignOnMode: saml ? 'saml' : 'oidc',
      replyUrls: [`https://${host}/signin`],
      servicePrincipalNames: [appId],
      servicePrincipalType: 'Application',
      signInAudience: 'AzureADMultipleOrgs',
      tags: TAGS,
      verifiedPublisher: PUBLISHER,
    }
  }

  #vendorOf(index: number): string {
    return VENDORS[new Draw(this.#purpose, index).below(VENDORS.length)] ?? VENDORS[0]
  }
}
