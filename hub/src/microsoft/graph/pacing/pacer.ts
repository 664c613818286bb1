import type { LimitName } from './limits.ts'

/**
 * How soon somebody needs the answer, the most urgent first. `action`: a change that was asked for is being made; `interactive`: a person
 * waits for it, as for a connection's test; `bulk`: a sync reads what it can.
 */
export const urgencies = ['action', 'interactive', 'bulk'] as const
export type Urgency = (typeof urgencies)[number]

/** What a request spends of one limit. */
export interface Charge {
  readonly limit: LimitName
  /** which mailbox, team or report it is about, where the limit counts for each by itself */
  readonly place?: string
  /** in the limit's own measure: resource units, or requests */
  readonly units: number
}

/** Everything that one request spends. */
export type Cost = readonly Charge[]

/** Header fields by name, whatever the case of letters. */
export interface HeaderFields {
  get(name: string): string | null
}

/** What Microsoft answered to a request; a batch has the fields of each of its answers. */
export interface Heard {
  readonly status: number
  readonly fields: readonly HeaderFields[]
}

export interface Patience {
  readonly signal?: AbortSignal | undefined
  /** milliseconds since 1970: a wait that is known to last longer is not begun */
  readonly until?: number | undefined
}

/** The limit leaves nothing within the time that whoever asked has. */
export class PatienceEnded extends Error {
  override readonly name = 'PatienceEnded'
  /** milliseconds that the wait would have lasted, at the least */
  readonly waitMs: number
  constructor(waitMs: number) {
    super(`Microsoft's limit leaves nothing for another ${Math.ceil(waitMs / 1_000)} s.`)
    this.waitMs = waitMs
  }
}

/** Keeps one application in one tenancy within all of Microsoft's limits. */
export interface Pacers {
  /**
   * Resolves when a request of this cost may be sent; every one that was let through is `settle`d, whatever became of it.
   * @param patience when to give up rather than wait
   * @returns how long that took to come, in milliseconds
   * @throws PatienceEnded, the signal's reason, or what keeps the account from being reached; nothing is spent then
   */
  acquire(cost: Cost, urgency: Urgency, patience?: Patience): Promise<number>
  /** the request is over; learns from its answer, where there was one, what Microsoft has counted */
  settle(cost: Cost, heard?: Heard): void
  /** Microsoft said 429 to a request of this cost: nobody goes on before this many milliseconds have passed */
  pause(cost: Cost, milliseconds: number): void
}

export interface PacerRegistry {
  /** the pacers of an application in a tenancy; the same account for everybody who asks */
  of(clientId: string, tenantId: string): Pacers
  /**
   * Tells the size of a tenancy, which decides its limits; until then the smallest is assumed.
   * @param licences bought, which decide SharePoint's; where nothing is said, what was said before stays
   */
  sized(tenantId: string, people: number, licences?: number): void
  /** gives back what this process holds, so that others need not wait for it */
  close(): Promise<void>
}

/** Spends without limit: for tests, and for a Graph that does not count. */
export const unpaced: Pacers = { acquire: async () => 0, settle: () => undefined, pause: () => undefined }
