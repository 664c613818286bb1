import { textOf } from '../model.ts'
import { Population } from '../population/population.ts'
import { type AskedSizes, bulkSizes } from '../population/sizes.ts'
import type { Tenancy } from '../tenancy.ts'
import { type GenerationPlan, ordinaryPeople } from './people.ts'

/** What the generated core of a tenancy lacks to the sizes asked for is computed from here on when it is asked for. */
export function addPopulation(tenancy: Tenancy, plan: GenerationPlan, asked: AskedSizes): void {
  const ordinary = ordinaryPeople(tenancy)
  const size = (kind: 'user' | 'group' | 'servicePrincipal' | 'appRoleAssignment') => tenancy.store(kind).size
  const sizes = bulkSizes(asked, {
    people: size('user'),
    ordinaryPeople: ordinary.length,
    // Microsoft Graph is there without being asked for.
    applications: size('servicePrincipal') - 1,
    groups: size('group'),
    memberships: memberships(tenancy),
    assignments: size('appRoleAssignment'),
  })
  if (Object.values(sizes).every((count) => count <= 0)) return
  tenancy.adopt(
    new Population({
      seed: plan.seed,
      sizes,
      domain: tenancy.profile.domain,
      companyName: tenancy.profile.displayName,
      anchor: plan.anchor,
      core: ordinary.map((person) => ({ id: person.id, displayName: textOf(person, 'displayName') ?? '' })),
      firstEmployeeId: 100_000 + size('user'),
    }),
  )
}

function memberships(tenancy: Tenancy): number {
  let total = 0
  for (const group of tenancy.store('group')) total += tenancy.relations.members.from(group.id).size
  return total
}
