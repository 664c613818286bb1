import type { GraphClient, Meter, Refusal } from '../../../microsoft/index.ts'

/** The permission packs that the directory reads with. */
export type DirectoryPack = 'directory-read' | 'sign-in-activity'

export interface PurgeGuardSettings {
  /** losses up to this many never stop a run */
  atLeast: number
  /** nor do losses up to this share of what there was, in percent */
  percent: number
}

/** A connection as a sync run needs it; implemented by the connections capability, wired in app.ts. */
export interface SyncSource {
  /** why the connection cannot be read now, or everything needed to read it; no remote call */
  open(organisationId: string, connectionId: string): Promise<OpenedConnection>
  /** what a run met: the connection's state follows from it. A refused credential is never tried again by itself. */
  note(organisationId: string, connectionId: string, outcome: SyncOutcome): Promise<void>
}

export type OpenedConnection =
  | {
      kind: 'ready'
      scheduleMinutes: number
      guard: PurgeGuardSettings
      /** a reader for a pack with the run's own meter; undefined where the organisation has not enabled the pack */
      graph(pack: DirectoryPack, meter: Meter): GraphClient | undefined
      /** the application permissions that the pack's grant was last seen to hold */
      roles(pack: DirectoryPack): readonly string[]
      /** tells how many people the tenancy has: Microsoft's limit, and so the pace, follows from it */
      sized(people: number): void
    }
  | { kind: 'closed'; reason: string; detail: string }

export type SyncOutcome =
  | { kind: 'read'; resources: readonly string[] }
  | { kind: 'permission_missing'; resource: string }
  | { kind: 'token_rejected'; pack: DirectoryPack }
  | { kind: 'credential_refused'; pack: DirectoryPack; refusal: Refusal }
