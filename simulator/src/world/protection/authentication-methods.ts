import { type Entity, type Properties, textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import { generatedMethods } from './generated-methods.ts'
import { type AuthenticationMethod, FIXED_IDS } from './method.ts'

/**
 * What the people of one tenancy have registered to prove who they are. Only those whose methods were changed are kept;
 * everybody else's are computed when they are asked for.
 */
export class AuthenticationMethods {
  readonly #tenancy: () => Tenancy
  readonly #changed = new Map<string, readonly AuthenticationMethod[]>()
  /** The instant up to which people registered by themselves; a planted tenancy starts with passwords alone. */
  pastEnds: number | undefined

  constructor(tenancy: () => Tenancy) {
    this.#tenancy = tenancy
  }

  /** All methods of a person, the password first. */
  of(user: Entity): readonly AuthenticationMethod[] {
    return [passwordOf(user), ...this.#registered(user)]
  }

  /** Registers a method, in place of one with the same id. */
  put(user: Entity, method: AuthenticationMethod): void {
    const others = this.#registered(user).filter(({ id }) => id !== method.id)
    this.#changed.set(user.id, [...others, method])
  }

  remove(user: Entity, id: string): void {
    this.#changed.set(
      user.id,
      this.#registered(user).filter((method) => method.id !== id),
    )
  }

  #registered(user: Entity): readonly AuthenticationMethod[] {
    const changed = this.#changed.get(user.id)
    if (changed) return changed
    return this.pastEnds === undefined ? [] : generatedMethods(this.#tenancy().profile.tenantId, user, this.pastEnds)
  }
}

function passwordOf(user: Entity): AuthenticationMethod {
  const createdDateTime = textOf(user, 'lastPasswordChangeDateTime') ?? textOf(user, 'createdDateTime')
  const properties: Properties = { createdDateTime, password: null }
  return { id: FIXED_IDS.password, kind: 'passwordAuthenticationMethod', properties }
}
