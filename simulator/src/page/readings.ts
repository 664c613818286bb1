/** What the control door answers to the readings that the page shows (src/control/door.ts). */
export interface Readings {
  readonly tenancies: readonly { readonly tenantId: string; readonly displayName: string; readonly domain: string }[]
  readonly clock: { readonly now: string; readonly frozenAt: number | null }
  readonly choices: { readonly departments: readonly string[]; readonly cities: readonly string[] }
  readonly people: Page<Person>
  readonly groups: Page<Group>
  readonly applications: Page<Application>
  readonly consents: { readonly applications: readonly Consent[] }
  readonly requests: { readonly latest: number; readonly requests: readonly Request[] }
  readonly journal: { readonly next: number; readonly entries: readonly Change[] }
  readonly faults: { readonly faults: readonly Fault[] }
}

export interface Page<T> {
  readonly total: number
  readonly items: readonly T[]
  readonly next: number | null
}

interface Named {
  readonly id: string
  readonly displayName: string
}

export interface Person extends Named {
  readonly userPrincipalName: string
  readonly department: string | null
  readonly jobTitle: string | null
  readonly city: string | null
  readonly manager: string | null
  readonly accountEnabled: boolean
  readonly userType: string
}

export interface Group extends Named {
  readonly kind: string
  readonly members: number
}

export interface Application extends Named {
  readonly appId: string
  readonly accountEnabled: boolean
  readonly assignments: number
}

/** A registered application; `consented` is what it holds in the tenancy, or null where nobody consented. */
export interface Consent {
  readonly appId: string
  readonly displayName: string
  readonly publisher: string
  readonly asks: readonly string[]
  readonly consented: readonly string[] | null
}

interface Request {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly status: number
  readonly permission?: string
  readonly fault?: string
  readonly units: number
  readonly milliseconds: number
  readonly at: number
}

interface Change {
  readonly number: number
  readonly at: number
  readonly mutation: string
  readonly input: {
    readonly [name: string]: unknown
    /** Of changes through Graph. */
    readonly token?: { readonly appId: string; readonly userObjectId?: string }
  }
}

interface Fault {
  readonly id: string
  readonly method?: string
  readonly pathPattern?: string
  readonly effect?: object
  readonly identity?: { readonly endpoint?: string }
  readonly seen: number
  readonly fired: number
  readonly [counting: string]: unknown
}
