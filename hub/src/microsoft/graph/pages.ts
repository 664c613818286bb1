import { z } from 'zod'
import type { MicrosoftCloud } from '../cloud.ts'
import { followable, graphUrl, type QueryOptions } from './address.ts'
import { GraphUnreadable } from './failures.ts'
import { type RemovedObject, type SortedObjects, sortObjects, type UnreadableObject } from './objects.ts'
import type { Send } from './send.ts'

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
}

/** A collection to read: where, how its objects look, and under which name it is metered. */
export interface Collection<T> {
  readonly path: string
  readonly query?: QueryOptions
  readonly schema: z.ZodType<T>
  readonly resource: string
  /** adds `ConsistencyLevel: eventual`, which advanced queries need (learn.microsoft.com/graph/aad-advanced-queries) */
  readonly eventual?: boolean
  /** `Prefer` values, such as `return=minimal` */
  readonly prefer?: readonly string[]
}

export interface GraphPage<T> {
  readonly objects: readonly T[]
  readonly unreadable: readonly UnreadableObject[]
  /** where the next page is; undefined on the last one. Good for going on after a crash. */
  readonly nextLink: string | undefined
}

export interface DeltaPage<T> {
  readonly objects: readonly T[]
  readonly unreadable: readonly UnreadableObject[]
  readonly removed: readonly RemovedObject[]
  /** what to save with this page: where to go on in this round, or from where the next round starts */
  readonly resume: { readonly kind: 'next' | 'delta'; readonly link: string }
}

const Envelope = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
})

/** One page of a list or of a delta round: a list has no removed objects, and one that is over no link. */
export interface CollectionPage<T> extends SortedObjects<T> {
  readonly nextLink: string | undefined
  readonly deltaLink: string | undefined
}

/** A page to read: the first one of a collection, or the one that a saved link leads to. */
export interface PageRequest<T> {
  readonly of: Collection<T>
  readonly from?: string | undefined
}

interface Reading {
  readonly cloud: MicrosoftCloud
  readonly send: Send
}

/** Reads one page. Where it leads is checked before anybody follows it. @throws GraphFailure, CredentialRefused, the signal's reason */
export async function readPage<T>(
  { cloud, send }: Reading,
  { of, from }: PageRequest<T>,
  { signal }: ReadOptions,
): Promise<CollectionPage<T>> {
  const url = from === undefined ? graphUrl(cloud, of.path, of.query) : followable(cloud, from, of.path)
  const { body } = await send({
    method: 'GET',
    url,
    path: of.path,
    resource: of.resource,
    headers: headersOf(of),
    signal,
  })
  return pageIn(cloud, of, body, url.href)
}

/** What an answer's body holds of a collection. @throws GraphUnreadable, LinkRefused */
export function pageIn<T>(
  cloud: MicrosoftCloud,
  of: Collection<T>,
  body: unknown,
  readFrom?: string,
): CollectionPage<T> {
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) throw new GraphUnreadable({ path: of.path })
  const nextLink = envelope.data['@odata.nextLink']
  const deltaLink = envelope.data['@odata.deltaLink']
  for (const link of [nextLink, deltaLink]) if (link !== undefined) followable(cloud, link, of.path)
  // A page that names itself as the next one would be read for ever.
  if (nextLink !== undefined && nextLink === readFrom) throw new GraphUnreadable({ path: of.path })
  return { ...sortObjects(of.schema, envelope.data.value), nextLink, deltaLink }
}

/** Every page of a collection, in order; `from` goes on at a saved link. Pages may be empty and still have a next one. */
export async function* pages<T>(
  reading: Reading,
  of: Collection<T>,
  options: ReadOptions & { from?: string } = {},
): AsyncGenerator<GraphPage<T>> {
  let from = options.from
  do {
    const { objects, unreadable, nextLink } = await readPage(reading, { of, from }, options)
    yield { objects, unreadable, nextLink }
    from = nextLink
  } while (from !== undefined)
}

/**
 * Every page of a delta round; the last one resumes with the delta link. `from` is a next or a delta link saved earlier.
 * Objects may come several times in a round, with more of their members each time: merge by id, in order
 * (learn.microsoft.com/graph/delta-query-overview, /graph/delta-query-groups).
 * @throws DeltaExpired where the link is of no use any more
 */
export async function* deltaPages<T>(
  reading: Reading,
  of: Collection<T>,
  options: ReadOptions & { from?: string } = {},
): AsyncGenerator<DeltaPage<T>> {
  let from = options.from
  for (;;) {
    const { objects, unreadable, removed, nextLink, deltaLink } = await readPage(reading, { of, from }, options)
    const link = nextLink ?? deltaLink
    if (link === undefined) throw new GraphUnreadable({ path: of.path })
    yield { objects, unreadable, removed, resume: { kind: nextLink === undefined ? 'delta' : 'next', link } }
    if (nextLink === undefined) return
    from = nextLink
  }
}

export function headersOf(of: { eventual?: boolean; prefer?: readonly string[] }): Record<string, string> {
  return {
    ...(of.eventual === true ? { ConsistencyLevel: 'eventual' } : {}),
    ...(of.prefer === undefined ? {} : { Prefer: of.prefer.join(', ') }),
  }
}
