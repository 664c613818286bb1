import type { Properties } from '../model.ts'
import type { BulkApplications } from './applications.ts'
import type { PropertiesSource } from './computed-entity.ts'
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

/** People's assignments to the applications beyond the generated core; their few properties are made together. */
export class BulkAssignments implements PropertiesSource {
  readonly #plan: AssignmentsPlan

  constructor(plan: AssignmentsPlan) {
    this.#plan = plan
  }

  idOf(index: number): string {
    return this.#plan.ids.opaque('appRoleAssignment', index)
  }

  propertiesOf(index: number): Properties {
    const { ids, draws, layers, everyone, applications, days } = this.#plan
    const [person, application] = [layers.targetOf(index), layers.sourceOf(index)]
    return {
      id: this.idOf(index),
      appRoleId: applications.roleOf(application, draws.below(12, ASK.role, index)),
      createdDateTime: days.before(1 + draws.below(900, ASK.created, index)),
      principalDisplayName: everyone.displayNameOf(person),
      principalId: everyone.idOf(person),
      principalType: 'User',
      resourceDisplayName: applications.displayNameOf(application),
      resourceId: ids.guid('servicePrincipal', application),
    }
  }
}
