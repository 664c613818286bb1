import type { z } from 'zod'
import { graphUrl, type QueryOptions } from './address.ts'
import { type BatchAnswer, type BatchItem, type BatchOptions, batch } from './batch.ts'
import { GraphUnreadable } from './failures.ts'
import {
  type Collection,
  type DeltaPage,
  deltaPages,
  type GraphPage,
  headersOf,
  pages,
  type ReadOptions,
} from './pages.ts'
import { type GraphConnection, sender } from './send.ts'

/** One object to read. */
export interface SingleRead<T> {
  readonly path: string
  readonly query?: QueryOptions
  readonly schema: z.ZodType<T>
  readonly resource: string
  readonly eventual?: boolean
}

/** Graph as one grant sees it. Every method may end with a GraphFailure, with CredentialRefused, or with the signal's reason. */
export interface GraphClient {
  get<T>(read: SingleRead<T>, options?: ReadOptions): Promise<T>
  page<T>(of: Collection<T>, options?: ReadOptions & { from?: string }): AsyncGenerator<GraphPage<T>>
  delta<T>(of: Collection<T>, options?: ReadOptions & { from?: string }): AsyncGenerator<DeltaPage<T>>
  batch(items: readonly BatchItem[], options: BatchOptions): Promise<ReadonlyMap<string, BatchAnswer>>
}

export function graphClient(connection: GraphConnection): GraphClient {
  const { cloud, ports, meter } = connection
  const send = sender(connection)
  return {
    async get(read, { signal } = {}) {
      const url = graphUrl(cloud, read.path, read.query)
      const { body } = await send({
        method: 'GET',
        url,
        path: read.path,
        resource: read.resource,
        headers: headersOf(read),
        signal,
      })
      const parsed = read.schema.safeParse(body)
      if (!parsed.success) throw new GraphUnreadable({ path: read.path })
      return parsed.data
    },
    page: (of, options) => pages({ cloud, send }, of, options),
    delta: (of, options) => deltaPages({ cloud, send }, of, options),
    batch: (items, options) => batch({ cloud, ports, meter, send }, items, options),
  }
}
