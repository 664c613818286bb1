import { coreSizes } from '../population/sizes.ts'
import { guidOf, Random } from '../random.ts'
import { Tenancy, type TenancyProfile } from '../tenancy.ts'
import { generateApplications } from './applications.ts'
import { DEPARTMENTS, PLACES } from './company.ts'
import { addDirectoryRoles } from './directory-roles.ts'
import type { Fill } from './fill.ts'
import { addGraphPrincipal } from './graph-principal.ts'
import { generateGroups } from './groups.ts'
import { generatedHistory } from './history.ts'
import { addAdministrator, type GenerationPlan, generatePeople } from './people.ts'
import { addPopulation } from './population.ts'

/** How many enterprise applications a generated company has, unless told otherwise. */
export const DEFAULT_APPLICATIONS = 120

/** The day generated dates are reckoned from, so that the same seed gives the same tenancy on any day. */
const EPOCH = Date.parse('2026-01-05T00:00:00Z')

export interface TenancyPlan {
  readonly seed: string
  readonly profile: TenancyProfile
  readonly people: number
  readonly applications: number
  readonly fill?: Fill | undefined
  /** The instant up to which people signed in before the simulation began; epoch milliseconds. */
  readonly today: number
}

/** One whole tenancy from its seed: the same plan gives the same tenancy, object by object. */
export function generateTenancy(plan: TenancyPlan): Tenancy {
  const tenancy = new Tenancy(plan.profile)
  const core = coreSizes(plan)
  const generation: GenerationPlan = {
    seed: `${plan.seed}/${plan.profile.kind}`,
    people: core.people,
    anchor: EPOCH,
  }
  const graph = addGraphPrincipal(tenancy)
  addRolesAndAdministrators(tenancy, generation)
  if (plan.people > 3) {
    const departments = generatePeople(tenancy, generation)
    generateGroups(tenancy, generation, departments)
    generateApplications(tenancy, generation, core.applications, graph)
    generateAdministrativeUnits(tenancy, generation)
    letPrincipalsJoinGroups(tenancy, generation)
  }
  tenancy.signIns.useHistory(generatedHistory(tenancy, generation, plan.today))
  if (plan.people > 3) addPopulation(tenancy, generation, plan)
  tenancy.startRecording()
  return tenancy
}

function addRolesAndAdministrators(tenancy: Tenancy, plan: GenerationPlan): void {
  const roles = addDirectoryRoles(tenancy, plan.seed)
  const accounts = [
    ['admin', 'Global Administrator'],
    ['privileged', 'Privileged Role Administrator'],
    ['helpdesk', 'Helpdesk Administrator'],
  ] as const
  for (const [alias, name] of accounts) {
    const role = roles.get(name)
    const account = addAdministrator(tenancy, plan, alias, `${name} (${tenancy.profile.displayName})`)
    if (role) tenancy.link('members', role, account)
  }
}

function generateAdministrativeUnits(tenancy: Tenancy, plan: GenerationPlan): void {
  const units = [
    ...PLACES.map((place) => [`Site ${place.city}`, 'city', place.city] as const),
    ...DEPARTMENTS.slice(0, 4).map((d) => [`Department ${d.name}`, 'department', d.name] as const),
  ]
  for (const [name, property, value] of units) {
    const unit = tenancy.insert('administrativeUnit', guidOf(`${plan.seed}/unit/${name}`), {
      description: `Delegated administration: ${name}`,
      displayName: name,
      visibility: null,
    })
    for (const user of tenancy.store('user'))
      if (user.properties[property] === value) tenancy.link('members', unit, user)
  }
}

function letPrincipalsJoinGroups(tenancy: Tenancy, plan: GenerationPlan): void {
  const random = new Random(`${plan.seed}/principals-in-groups`)
  const groups = [...tenancy.store('group')].filter((g) => String(g.properties.displayName).startsWith('ROLE-'))
  const identities = [...tenancy.store('servicePrincipal')].filter(
    (p) => p.properties.servicePrincipalType === 'ManagedIdentity',
  )
  for (const identity of identities.slice(0, 4))
    if (groups.length > 0) tenancy.link('members', random.pick(groups), identity)
}
