import type { Properties } from '../model.ts'
import type { BulkApplications } from './applications.ts'
import type { PropertiesSource } from './computed-entity.ts'
import { dayText } from './days.ts'
import type { Everyone } from './everyone.ts'
import type { Layers } from './layers.ts'
import type { NumberedIds } from './numbered-ids.ts'
import { Draw } from './words.ts'

export interface AssignmentsPlan {
  readonly ids: NumberedIds
  readonly purpose: number
  /** Which of `everyone` is assigned to which of `applications`; an assignment has the number of its link. */
  readonly layers: Layers
  readonly everyone: Everyone
  readonly applications: BulkApplications
  /** The day generated dates are reckoned from; epoch milliseconds. */
  readonly anchor: number
}

/** People's assignments to the applications beyond the generated core; each a function of its number. */
export class BulkAssignments implements PropertiesSource {
  readonly #plan: AssignmentsPlan

  constructor(plan: AssignmentsPlan) {
    this.#plan = plan
  }

  propertiesOf(index: number): Properties {
    const { ids, purpose, layers, everyone, applications, anchor } = this.#plan
    const draw = new Draw(purpose, index)
    const [person, application] = [layers.targetOf(index), layers.sourceOf(index)]
    return {
      id: ids.opaque('appRoleAssignment', index),
      appRoleId: applications.roleOf(application, draw.below(12)),
      createdDateTime: dayText(anchor, 1 + draw.below(900)),
      principalDisplayName: everyone.displayNameOf(person),
      principalId: everyone.idOf(person),
      principalType: 'User',
      resourceDisplayName: applications.displayNameOf(application),
      resourceId: ids.guid('servicePrincipal', application),
    }
  }
}
