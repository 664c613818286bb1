import { textOf } from '../model.ts'
import { Population } from '../population/population.ts'
import { BulkSignIns } from '../population/sign-ins.ts'
import { type AskedSizes, bulkSizes, coreSizes } from '../population/sizes.ts'
import { Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { usedAppIds } from './history.ts'
import { type GenerationPlan, ordinaryPeople } from './people.ts'

/** What the generated core of a tenancy lacks to the sizes asked for is computed from here on when it is asked for; `today` ends its past. */
export function addPopulation(tenancy: Tenancy, plan: GenerationPlan, asked: AskedSizes & { today: number }): void {
  const ordinary = ordinaryPeople(tenancy)
  const size = (kind: 'user' | 'group' | 'appRoleAssignment') => tenancy.store(kind).size
  const sizes = bulkSizes(asked, {
    people: size('user'),
    ordinaryPeople: ordinary.length,
    applications: coreSizes(asked).applications,
    groups: size('group'),
    memberships: memberships(tenancy),
    assignments: size('appRoleAssignment'),
  })
  if (Object.values(sizes).every((count) => count <= 0)) return
  const population = new Population({
    seed: plan.seed,
    sizes,
    domain: tenancy.profile.domain,
    companyName: tenancy.profile.displayName,
    anchor: plan.anchor,
    core: ordinary.map((person) => ({ id: person.id, displayName: textOf(person, 'displayName') ?? '' })),
    firstEmployeeId: 100_000 + size('user'),
  })
  tenancy.adopt(population)
  if (sizes.people === 0) return
  const random = new Random(`${plan.seed}/population/sign-ins`)
  const { ids } = population
  tenancy.signIns.adopt(
    new BulkSignIns({ ids, random, people: sizes.people, today: asked.today, appIds: usedAppIds(tenancy) }),
  )
}

function memberships(tenancy: Tenancy): number {
  let total = 0
  for (const group of tenancy.store('group')) total += tenancy.relations.members.from(group.id).size
  return total
}
