import type { Properties } from '../model.ts'

/** A conditional access policy or named location as it is kept: its id beside Graph's properties. */
export interface AccessObject {
  readonly id: string
  readonly kind: 'conditionalAccessPolicy' | 'ipNamedLocation' | 'countryNamedLocation'
  readonly properties: Properties
}

/** The conditional access of one tenancy: its policies and named locations, in the order they were made. */
export class ConditionalAccess {
  readonly policies = new Map<string, AccessObject>()
  readonly locations = new Map<string, AccessObject>()

  /** Adds an object or replaces the one with its id. */
  put(object: AccessObject): void {
    const place = object.kind === 'conditionalAccessPolicy' ? this.policies : this.locations
    place.set(object.id, object)
  }

  hasEnabledPolicy(): boolean {
    return [...this.policies.values()].some(({ properties }) => properties.state === 'enabled')
  }
}
