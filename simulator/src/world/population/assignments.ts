import type { BulkApplications } from './applications.ts'
import type { PropertyTable } from './computed-entity.ts'
import type { DayTexts } from './days.ts'
import type { Everyone } from './everyone.ts'
import type { Layers } from './layers.ts'
import type { NumberedIds } from './numbered-ids.ts'
import type { Draws } from './words.ts'

export interface AssignmentsPlan {
  readonly ids: NumberedIds
  readonly draws: Draws
  /** Which of `everyone` is assigned to which of `applications`; an assignment has the number of its link. */
  readonly layers: Layers
  readonly everyone: Everyone
  readonly applications: BulkApplications
  readonly days: DayTexts
}

/** The questions that are answered by drawing. */
const ASK = { role: 1, created: 2 } as const

/** People's assignments to the applications beyond the generated core; each a function of its number. */
export function assignmentProperties(plan: AssignmentsPlan): PropertyTable {
  const { ids, draws, layers, everyone, applications, days } = plan
  const resource = (i: number) => layers.sourceOf(i)
  return {
    id: (i) => ids.opaque('appRoleAssignment', i),
    appRoleId: (i) => applications.roleOf(resource(i), draws.below(12, ASK.role, i)),
    createdDateTime: (i) => days.before(1 + draws.below(900, ASK.created, i)),
    principalDisplayName: (i) => everyone.displayNameOf(layers.targetOf(i)),
    principalId: (i) => everyone.idOf(layers.targetOf(i)),
    principalType: () => 'User',
    resourceDisplayName: (i) => applications.displayNameOf(resource(i)),
    resourceId: (i) => ids.guid('servicePrincipal', resource(i)),
  }
}
