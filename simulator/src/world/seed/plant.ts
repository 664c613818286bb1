import { assign, DEFAULT_ROLE } from '../assignments.ts'
import { SKUS, type Sku } from '../generate/company.ts'
import { addDirectoryRoles } from '../generate/directory-roles.ts'
import { addGraphPrincipal } from '../generate/graph-principal.ts'
import { licences } from '../generate/person.ts'
import { BadInput } from '../input.ts'
import { compileMembershipRule } from '../membership-rule.ts'
import { type Entity, isObject, type Json, type Kind, listOf, textOf } from '../model.ts'
import { guidOf } from '../random.ts'
import { Tenancy, type TenancyProfile } from '../tenancy.ts'
import { at, type SeedApplication, type SeedGroup, type SeedTenancy, type SeedUser } from './file.ts'

/** When everything of a seed file came into being, unless it says otherwise itself. */
const CREATED = '2026-01-05T00:00:00Z'

/** Makes a tenancy of what a seed file says. Throws BadInput that names the place where something does not fit. */
export function plantTenancy(seed: SeedTenancy, profile: TenancyProfile): Tenancy {
  const planting = new Planting(seed, new Tenancy(profile))
  return planting.done()
}

class Planting {
  readonly #seed: SeedTenancy
  readonly #tenancy: Tenancy
  readonly #groups = new Map<string, Entity>()

  constructor(seed: SeedTenancy, tenancy: Tenancy) {
    this.#seed = seed
    this.#tenancy = tenancy
  }

  done(): Tenancy {
    const { users, groups, administrativeUnits, applications } = this.#seed
    addGraphPrincipal(this.#tenancy)
    const roles = addDirectoryRoles(this.#tenancy, this.#tenancy.profile.tenantId)
    for (const [i, user] of users.entries()) at(`users[${i}]`, () => this.#addUser(user, roles))
    for (const [i, { userPrincipalName, manager }] of users.entries())
      if (manager !== undefined)
        at(`users[${i}].manager`, () =>
          this.#tenancy.link('manager', this.#userOf(userPrincipalName), this.#userOf(manager)),
        )
    for (const [i, group] of groups.entries()) at(`groups[${i}]`, () => this.#addGroup(group))
    for (const [i, group] of groups.entries()) at(`groups[${i}]`, () => this.#fillGroup(group))
    for (const [i, unit] of administrativeUnits.entries())
      at(`administrativeUnits[${i}]`, () => {
        const properties = { displayName: unit.displayName, visibility: null, ...unit.properties }
        const entity = this.#tenancy.insert('administrativeUnit', this.#id('unit', unit.displayName), properties)
        for (const name of unit.members) this.#tenancy.link('members', entity, this.#memberOf(name))
      })
    for (const [i, application] of applications.entries())
      at(`applications[${i}]`, () => this.#addApplication(application))
    this.#tenancy.startRecording()
    return this.#tenancy
  }

  #addUser(user: SeedUser, roles: ReadonlyMap<string, Entity>): void {
    const address = this.#address(user.userPrincipalName)
    if (this.#tenancy.findByKey('user', address)) throw new BadInput(`${address} is there already`)
    const nickname = address.split('@')[0] ?? address
    const entity = this.#insert('user', user.id ?? this.#id('user', address), {
      accountEnabled: true,
      assignedLicenses: licences(user.licences.map(skuOf)),
      businessPhones: [],
      createdDateTime: CREATED,
      displayName: nickname,
      mail: address,
      mailNickname: nickname,
      otherMails: [],
      proxyAddresses: [`SMTP:${address}`],
      usageLocation: 'DE',
      userPrincipalName: address,
      userType: 'Member',
      ...user.properties,
    })
    for (const name of user.roles) {
      const role = roles.get(name)
      if (!role) throw new BadInput(`roles: there is no role ${name}; there are ${[...roles.keys()].join(', ')}`)
      this.#tenancy.link('members', role, entity)
    }
  }

  #addGroup(group: SeedGroup): void {
    const { displayName, kind, membershipRule } = group
    if (this.#groups.has(displayName)) throw new BadInput(`a group named ${displayName} is there already`)
    if ((kind === 'dynamic') !== (membershipRule !== undefined))
      throw new BadInput('`membershipRule` belongs to a group of kind dynamic, and such a group needs one')
    if (membershipRule !== undefined) compileRule(membershipRule)
    const nickname = displayName.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    const mailEnabled = kind === 'microsoft365' || kind === 'mailEnabledSecurity' || kind === 'distribution'
    const mail = mailEnabled ? `${nickname}@${this.#seed.domain}` : null
    const entity = this.#insert('group', group.id ?? this.#id('group', displayName), {
      createdDateTime: CREATED,
      description: null,
      displayName,
      groupTypes: kind === 'microsoft365' ? ['Unified'] : kind === 'dynamic' ? ['DynamicMembership'] : [],
      mail,
      mailEnabled,
      mailNickname: nickname,
      membershipRule: membershipRule ?? null,
      membershipRuleProcessingState: membershipRule === undefined ? null : 'On',
      proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
      securityEnabled: kind !== 'microsoft365' && kind !== 'distribution',
      visibility: kind === 'microsoft365' ? 'Private' : null,
      ...group.properties,
    })
    this.#groups.set(displayName, entity)
  }

  #fillGroup({ displayName, kind, members, owners }: SeedGroup): void {
    const group = this.#groups.get(displayName)
    if (!group) return
    if (kind === 'dynamic' && members.length > 0)
      throw new BadInput('members: the rule of a dynamic group decides them')
    for (const name of members) this.#tenancy.link('members', group, this.#memberOf(name))
    for (const name of owners) this.#tenancy.link('owners', group, this.#userOf(name))
  }

  #addApplication(seed: SeedApplication): void {
    const appId = seed.appId?.toLowerCase() ?? this.#id('appId', seed.displayName)
    const entity = this.#insert('servicePrincipal', this.#id('servicePrincipal', appId), {
      accountEnabled: true,
      appDisplayName: seed.displayName,
      appId,
      appOwnerOrganizationId: this.#tenancy.profile.tenantId,
      appRoleAssignmentRequired: false,
      appRoles: seed.roles.map((value) => this.#appRole(appId, value)),
      displayName: seed.displayName,
      oauth2PermissionScopes: [],
      servicePrincipalNames: [appId],
      servicePrincipalType: 'Application',
      signInAudience: 'AzureADMyOrg',
      tags: ['WindowsAzureActiveDirectoryIntegratedApp'],
      ...seed.properties,
    })
    for (const name of seed.owners) this.#tenancy.link('owners', entity, this.#userOf(name))
    for (const [i, { to, role }] of seed.assignments.entries())
      at(`assignments[${i}]`, () => {
        const principal = this.#memberOf(to)
        assign(this.#tenancy, principal, entity, roleIdOf(entity, role), Date.parse(CREATED))
      })
  }

  #appRole(appId: string, value: string): Json {
    const id = this.#id('appRole', `${appId}/${value}`)
    const about = { description: value, displayName: value, isEnabled: true, origin: 'Application', value }
    return { ...about, allowedMemberTypes: ['User'], id }
  }

  #insert(kind: Kind, id: string, properties: { [name: string]: Json }): Entity {
    const wanted = id.toLowerCase()
    if (this.#tenancy.findAny(wanted)) throw new BadInput(`the id ${wanted} is there already`)
    return this.#tenancy.insert(kind, wanted, properties)
  }

  /** An id that depends on the tenancy and the name alone. */
  #id(what: string, name: string): string {
    return guidOf(`${this.#tenancy.profile.tenantId}/${what}/${name}`)
  }

  #address(name: string): string {
    return name.includes('@') ? name : `${name}@${this.#seed.domain}`
  }

  #userOf(name: string): Entity {
    const found = this.#tenancy.findByKey('user', this.#address(name))
    if (!found) throw new BadInput(`there is no user ${this.#address(name)} in this file`)
    return found
  }

  /** A user by address, or a group by its name. */
  #memberOf(name: string): Entity {
    const found = this.#groups.get(name) ?? this.#tenancy.findByKey('user', this.#address(name))
    if (!found) throw new BadInput(`there is neither a group nor a user ${name} in this file`)
    return found
  }
}

function skuOf(name: string): Sku {
  const known: readonly Sku[] = Object.values(SKUS)
  const found = known.find((sku) => sku.skuPartNumber === name)
  if (!found)
    throw new BadInput(`licences: there is no ${name}; there are ${known.map((sku) => sku.skuPartNumber).join(', ')}`)
  return found
}

function roleIdOf(application: Entity, value: string | undefined): string {
  if (value === undefined) return DEFAULT_ROLE
  for (const role of listOf(application, 'appRoles'))
    if (isObject(role) && role.value === value && typeof role.id === 'string') return role.id
  throw new BadInput(`${textOf(application, 'displayName')} has no role ${value}`)
}

function compileRule(rule: string): void {
  try {
    compileMembershipRule(rule)
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : 'the membership rule cannot be read')
  }
}
