import { isoSeconds } from '../clock.ts'
import { isObject, type Json, type Properties } from '../model.ts'
import { METHOD_CONFIGURATIONS, POLICIES } from './policy-defaults.ts'

/** The policies of which a tenancy has exactly one each. */
export type PolicyName = keyof typeof POLICIES

/** The settings of one tenancy, by Graph's own names: what was changed, over what every tenancy begins with. */
export class Policies {
  readonly #changed = new Map<PolicyName, Properties>()
  readonly #configurations = new Map<string, Properties>()
  /** When the authentication methods policy was last changed; simulated epoch milliseconds. */
  #methodsChangedAt = Date.parse('2025-06-02T08:30:00Z')

  of(name: PolicyName): Properties {
    return this.#changed.get(name) ?? POLICIES[name]
  }

  set(name: PolicyName, properties: Properties): void {
    this.#changed.set(name, properties)
  }

  /** What the authentication methods policy says of each method; `id` and `@odata.type` are among the properties. */
  get configurations(): readonly Properties[] {
    return METHOD_CONFIGURATIONS.map((initial) => this.#configurations.get(idOf(initial)) ?? initial)
  }

  /** By its id, in any case of letters. */
  configuration(id: string): Properties | undefined {
    return this.configurations.find((one) => idOf(one).toLowerCase() === id.toLowerCase())
  }

  setConfiguration(properties: Properties): void {
    this.#configurations.set(idOf(properties), properties)
  }

  /** Ids of the configurations that are enabled. */
  enabledMethods(): ReadonlySet<string> {
    return new Set(this.configurations.filter(({ state }) => state === 'enabled').map(idOf))
  }

  methodsChanged(at: number): void {
    this.#methodsChangedAt = at
  }

  /** The authentication methods policy, with its configurations. */
  authenticationMethodsPolicy(): Properties {
    return {
      ...this.of('authenticationMethodsPolicy'),
      authenticationMethodConfigurations: [...this.configurations],
      lastModifiedDateTime: isoSeconds(this.#methodsChangedAt),
    }
  }
}

const idOf = (configuration: Properties) => String(configuration.id)

/** A policy with a patch in it: objects are merged name by name, anything else is replaced, as PATCH does it. */
export function patched(before: Properties, patch: Properties): Properties {
  const after = { ...before }
  for (const [name, value] of Object.entries(patch)) {
    const old: Json | undefined = before[name]
    after[name] = isObject(value) && isObject(old) ? patched(old, value) : value
  }
  return after
}
