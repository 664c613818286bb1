import type { Clock } from '../../../../kernel/time.ts'
import type { GraphClient } from '../../../../microsoft/index.ts'
import type { Log } from '../../../../platform/log/log.ts'
import type { Fenced } from '../run-sync.ts'
import type { DirectoryPack } from '../source.ts'
import type { RunUsage } from '../usage.ts'
import type { Resource, StrategyName } from './strategy.ts'

/** What reading needs of the run that it belongs to. */
export interface Reading {
  runId: string
  connectionId: string
  signal: AbortSignal
  clock: Clock
  log: Log
  /** a transaction that fails once the run's lease is lost, so that a worker paused past its lease cannot write */
  fenced: Fenced
  /** what talking with Microsoft has cost since this was last asked */
  usageSince(): RunUsage
  /** a reader for a pack; undefined where it is not enabled any more */
  graph(pack: DirectoryPack): GraphClient | undefined
  roles(pack: DirectoryPack): readonly string[]
  /** so many requests for small pages are under way at once; long chains have one each */
  requestsAtOnce: number
  /** what Microsoft refused lately: `<resource> <strategy>`, and `batch`; grows while the run meets more */
  refused: Set<string>
  /** what the connection's state follows from */
  noteFailure(resource: Resource, error: unknown): Promise<void>
}

/** A resource while it is read: as it stands in the database after the last commit, and what guards it in between. */
export interface ResourceState {
  readonly definition: Resource
  strategy: StrategyName
  stage: number
  /** where the last stage starts from: the bookmark */
  deltaLink: string | null
  /** parts that are not at their end */
  partsLeft: number
  isOpen: boolean
  /** rises with each start over: pages asked for before it are of no use */
  epoch: number
  startsOver: number
}
