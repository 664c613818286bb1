import type { z } from 'zod'
import { graphUrl, type QueryOptions } from './address.ts'
import type { HttpMethod } from './attempt.ts'
import { type BatchAnswer, type BatchItem, type BatchOptions, batch } from './batch.ts'
import { AnswerLost, GraphUnreadable } from './failures.ts'
import {
  type Collection,
  type CollectionPage,
  type DeltaPage,
  deltaPages,
  type GraphPage,
  headersOf,
  type PageRequest,
  pages,
  type ReadOptions,
  readPage,
} from './pages.ts'
import { type GraphConnection, sender } from './send.ts'
import { type PageAnswer, readTogether } from './together.ts'

/** One object to read. */
export interface SingleRead<T> {
  readonly path: string
  readonly query?: QueryOptions
  readonly schema: z.ZodType<T>
  readonly resource: string
  readonly eventual?: boolean
}

/** An object, with what the answer told besides: for testing a connection. */
export interface TimedRead<T> {
  readonly value: T
  /** from asking to the parsed answer, waits and repeated tries included */
  readonly elapsedMs: number
  /** Microsoft's clock when it answered, to the second (RFC 9110 §6.6.1); null where the answer has no date */
  readonly serverTime: Date | null
}

/** One thing to change. */
export interface Change<T> {
  readonly method: Exclude<HttpMethod, 'GET'>
  readonly path: string
  readonly body?: object
  readonly schema: z.ZodType<T>
  readonly resource: string
  /** a second time would make a second one: AnswerLost where it is not known whether it was done */
  readonly once?: boolean
}

/** Graph as one grant sees it. Every method may end with a GraphFailure, with CredentialRefused, or with the signal's reason. */
export interface GraphClient {
  get<T>(read: SingleRead<T>, options?: ReadOptions): Promise<T>
  timed<T>(read: SingleRead<T>, options?: ReadOptions): Promise<TimedRead<T>>
  /** one page; whoever asks follows its links */
  read<T>(request: PageRequest<T>, options?: ReadOptions): Promise<CollectionPage<T>>
  /** up to 20 pages in one request, each answered by itself, in the order of the requests */
  readTogether<T>(requests: readonly PageRequest<T>[], options?: ReadOptions): Promise<PageAnswer<T>[]>
  page<T>(of: Collection<T>, options?: ReadOptions & { from?: string }): AsyncGenerator<GraphPage<T>>
  delta<T>(of: Collection<T>, options?: ReadOptions & { from?: string }): AsyncGenerator<DeltaPage<T>>
  /** what has no body to answer with answers undefined */
  change<T>(change: Change<T>, options?: ReadOptions): Promise<T>
  batch(items: readonly BatchItem[], options: BatchOptions): Promise<ReadonlyMap<string, BatchAnswer>>
}

export function graphClient(connection: GraphConnection): GraphClient {
  const { cloud, ports, meter, pacers } = connection
  const send = sender(connection)
  async function timed<T>(read: SingleRead<T>, { signal }: ReadOptions = {}): Promise<TimedRead<T>> {
    const url = graphUrl(cloud, read.path, read.query)
    const askedAt = ports.clock.now().getTime()
    const { body, headers } = await send({
      method: 'GET',
      url,
      path: read.path,
      resource: read.resource,
      headers: headersOf(read),
      signal,
    })
    const parsed = read.schema.safeParse(body)
    if (!parsed.success) throw new GraphUnreadable({ path: read.path })
    const date = Date.parse(headers.get('date') ?? '')
    return {
      value: parsed.data,
      elapsedMs: ports.clock.now().getTime() - askedAt,
      serverTime: Number.isNaN(date) ? null : new Date(date),
    }
  }

  async function change<T>(what: Change<T>, { signal }: ReadOptions = {}): Promise<T> {
    const { method, path, resource, once } = what
    const { body } = await send({
      method,
      url: graphUrl(cloud, path),
      path,
      resource,
      once,
      signal,
      ...(what.body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(what.body) }),
    })
    const parsed = what.schema.safeParse(body)
    if (parsed.success) return parsed.data
    throw once ? new AnswerLost({ path }) : new GraphUnreadable({ path })
  }

  return {
    change,
    get: async (read, options) => (await timed(read, options)).value,
    timed,
    read: (request, options = {}) => readPage({ cloud, send }, request, options),
    readTogether: (requests, options = {}) =>
      readTogether(
        cloud,
        (items, more) => batch({ cloud, ports, meter, pacers, send }, items, more),
        requests,
        options,
      ),
    page: (of, options) => pages({ cloud, send }, of, options),
    delta: (of, options) => deltaPages({ cloud, send }, of, options),
    batch: (items, options) => batch({ cloud, ports, meter, pacers, send }, items, options),
  }
}
