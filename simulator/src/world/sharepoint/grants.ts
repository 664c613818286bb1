import type { Json } from '../model.ts'

/** What `roles` of a permission can say, in the order of what they allow (learn.microsoft.com/graph/permissions-selected-overview). */
export const ROLES = ['read', 'write', 'manage', 'owner', 'fullcontrol'] as const

export type GrantRole = (typeof ROLES)[number]

/** How much a caller may do: read, change items, change lists and columns, change who may do what. */
export type Level = 1 | 2 | 3 | 4

export const LEVEL_OF: { readonly [role in GrantRole]: Level } = {
  read: 1,
  write: 2,
  manage: 3,
  owner: 4,
  fullcontrol: 4,
}

/** What one application may do on a site, a list or an item that a `Selected` permission alone does not let it do. */
export interface Grant {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  roles: readonly GrantRole[]
}

/** The grants on one resource. */
export class Grants {
  readonly #byId = new Map<string, Grant>()

  find(id: string): Grant | undefined {
    return this.#byId.get(id)
  }

  *[Symbol.iterator](): Generator<Grant> {
    yield* this.#byId.values()
  }

  /** Gives an application its roles; a second grant to the same application takes the place of the first. */
  give(tenantId: string, appId: string, displayName: string, roles: readonly GrantRole[]): Grant {
    const id = Buffer.from(`i:0i.t|ms.sp.ext|${appId}@${tenantId}`).toString('base64url')
    const grant = { id, appId, displayName, roles }
    this.#byId.set(id, grant)
    return grant
  }

  take({ id }: Grant): void {
    this.#byId.delete(id)
  }

  /** The most that the application was granted; undefined when it was granted nothing. */
  levelOf(appId: string): Level | undefined {
    const levels = [...this.#byId.values()]
      .filter((grant) => grant.appId === appId)
      .flatMap(({ roles }) => roles.map((role) => LEVEL_OF[role]))
    return levels.length === 0 ? undefined : levels.reduce((most, level) => (level > most ? level : most))
  }
}

/** The roles of a request's body; undefined when one is not known or none is said. */
export function readRoles(value: Json | undefined): GrantRole[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const roles = value.flatMap((one) => ROLES.find((role) => role === String(one).toLowerCase()) ?? [])
  return roles.length === value.length ? roles : undefined
}
