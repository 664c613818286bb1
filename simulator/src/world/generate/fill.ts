import { assign, DEFAULT_ROLE } from '../assignments.ts'
import { type Entity, isDynamic, isObject, listOf } from '../model.ts'
import { Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { GroupMaker } from './groups.ts'
import { type GenerationPlan, ordinaryPeople } from './people.ts'

/** Sizes a benchmark asks for; what the generated company has by itself is filled up to them, never cut down. */
export interface Fill {
  readonly groups?: number | undefined
  /** Direct members of groups. */
  readonly memberships?: number | undefined
  readonly assignments?: number | undefined
}

/** Tries before a size is given up as more than the people and groups can give. */
const PATIENCE = 20

/** Adds groups, memberships and assignments at random until the tenancy has as many as asked for. */
export function fillUp(tenancy: Tenancy, plan: GenerationPlan, fill: Fill): void {
  const random = new Random(`${plan.seed}/fill`)
  const people = ordinaryPeople(tenancy)
  const groups = new GroupMaker(tenancy, plan)
  for (let i = 1; tenancy.store('group').size < (fill.groups ?? 0); i++)
    groups.make('security', `SG-Extra-${String(i).padStart(6, '0')}`, 'One of many')
  const open = [...tenancy.store('group')].filter((group) => !isDynamic(group))
  let missing = (fill.memberships ?? 0) - memberships(tenancy)
  for (let tries = missing * PATIENCE; missing > 0 && tries > 0; tries--)
    if (tenancy.link('members', random.pick(open), random.pick(people))) missing -= 1
  const applications = [...tenancy.store('servicePrincipal')]
    .filter((p) => p.properties.servicePrincipalType === 'Application')
    .slice(1)
  for (
    let tries = (fill.assignments ?? 0) * PATIENCE;
    tenancy.store('appRoleAssignment').size < (fill.assignments ?? 0) && tries > 0;
    tries--
  ) {
    const application = random.pick(applications)
    assign(tenancy, random.pick(people), application, firstRole(application), plan.anchor)
  }
}

function memberships(tenancy: Tenancy): number {
  let total = 0
  for (const group of tenancy.store('group')) total += tenancy.relations.members.from(group.id).size
  return total
}

function firstRole(application: Entity): string {
  const [role] = listOf(application, 'appRoles')
  return isObject(role) && typeof role.id === 'string' ? role.id : DEFAULT_ROLE
}
