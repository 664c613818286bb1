import type {
  Collection,
  CollectionPage,
  GraphClient,
  GraphFailure,
  UnreadableObject,
} from '../../../../microsoft/index.ts'
import type { SyncResource } from '../../facts/fact.ts'
import type { FactRows } from '../../facts/stage.ts'
import type { LatestValues } from '../latest-values.ts'

/** A chain of pages that is still to be read, and how far it is. */
export interface Part {
  part: number
  resource: SyncResource
  step: string
  /** the objects that it is narrowed to; null where it reads all */
  ids: readonly string[] | null
  /** the page to read next; null for the first */
  link: string | null
}

/** What one page came to. */
export interface Taken {
  rows: readonly FactRows[]
  values?: LatestValues
  objects: number
  unreadable: readonly UnreadableObject[]
  /** where the chain goes on; undefined at its end */
  next: string | undefined
  /** from where the next run is told what changed */
  bookmark?: string | undefined
  /** what the page told to read besides */
  parts: readonly Pick<Part, 'step' | 'ids'>[]
}

export interface StepContext {
  graph: GraphClient
  /** the application permissions that the grant was last seen to hold */
  roles: readonly string[]
  signal: AbortSignal
}

export type TogetherAnswer = Taken | GraphFailure

/** One way of asking Graph for pages of a resource, and what they mean. */
export interface Step {
  /** its pages are small, so that up to 20 chains go in one request */
  readonly isSmall: boolean
  /** an object that is not there any more has nothing to be read */
  readonly mayBeMissing: boolean
  read(context: StepContext, part: Part): Promise<Taken>
  /** the next pages of several chains of this step, in their order */
  readTogether(context: StepContext, parts: readonly Part[]): Promise<TogetherAnswer[]>
}

interface StepDefinition<T> {
  isSmall?: boolean
  mayBeMissing?: boolean
  /** its delta link is where the next run begins */
  keepsBookmark?: boolean
  of(part: Part, context: StepContext): Collection<T>
  take(
    page: CollectionPage<T>,
    part: Part,
  ): {
    rows?: readonly FactRows[]
    values?: LatestValues
    parts?: readonly Pick<Part, 'step' | 'ids'>[]
    unreadable?: readonly UnreadableObject[]
    objects?: number
  }
}

/** A step over pages of one type of object. */
export function step<T>(definition: StepDefinition<T>): Step {
  const { of, take, isSmall = false, mayBeMissing = false, keepsBookmark = false } = definition
  const requestOf = (context: StepContext, part: Part) => ({ of: of(part, context), from: part.link ?? undefined })
  const taken = (page: CollectionPage<T>, part: Part): Taken => {
    const { rows = [], values, parts = [], unreadable = [], objects } = take(page, part)
    return {
      rows,
      ...(values && { values }),
      parts,
      objects: objects ?? page.objects.length + page.removed.length,
      unreadable: [...page.unreadable, ...unreadable],
      next: page.nextLink,
      bookmark: keepsBookmark ? page.deltaLink : undefined,
    }
  }
  return {
    isSmall,
    mayBeMissing,
    read: async (context, part) =>
      taken(await context.graph.read(requestOf(context, part), { signal: context.signal }), part),
    async readTogether(context, parts) {
      const requests = parts.map((part) => requestOf(context, part))
      const answers = await context.graph.readTogether(requests, { signal: context.signal })
      return answers.map((answer, index) => {
        const part = parts[index]
        if (part === undefined) throw new TypeError('as many answers as parts')
        return answer.ok ? taken(answer.page, part) : answer.failure
      })
    },
  }
}

/** A page of a chain that is over because its object is not there any more. */
export const nothingThere: Taken = { rows: [], objects: 0, unreadable: [], next: undefined, parts: [] }
