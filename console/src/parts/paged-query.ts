import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryOptions,
  useInfiniteQuery,
} from '@tanstack/react-query'
import { useMemo } from 'react'

/** The one shape of a page of the API. */
export interface Page<Item> {
  items: readonly Item[]
  nextCursor: string | null
  asOf: string | null
}

/** What a list's operation takes beside its filters. */
export interface PagePart {
  limit: number
  cursor?: string | undefined
}

/**
 * A list that is read page by page, each where the one before ended.
 *
 * @param key the operation's name and its filters
 * @param load reads one page
 */
export const pagedQuery = <Item>(
  key: readonly [string, ...unknown[]],
  load: (part: PagePart, signal: AbortSignal) => Promise<Page<Item>>,
  limit = 100,
) =>
  infiniteQueryOptions<Page<Item>, Error, InfiniteData<Page<Item>, string | null>, QueryKey, string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load({ limit, ...(pageParam !== null && { cursor: pageParam }) }, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    // what was there stays while the next search is under way, so that the page does not flicker with each letter
    placeholderData: keepPreviousData,
  })

export type PagedQuery<Item> = UseInfiniteQueryOptions<
  Page<Item>,
  Error,
  InfiniteData<Page<Item>, string | null>,
  QueryKey,
  string | null
>

/** The rows of a list as far as they were read. */
export interface PagedRows<Item> {
  /** undefined until the first page came */
  rows: readonly Item[] | undefined
  /** the instant at which the list is true; null where it has no memory or nothing was ever synced */
  asOf: string | null
  error: Error | null
  retry: () => void
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
  /** the rows are of the search before; the present one is under way */
  isOutdated: boolean
}

export function usePagedRows<Item>(query: PagedQuery<Item>): PagedRows<Item> {
  const found = useInfiniteQuery(query)
  const { data, error, isFetchingNextPage, isPlaceholderData, hasNextPage } = found
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items), [data])
  return {
    rows,
    asOf: data?.pages[0]?.asOf ?? null,
    error,
    retry: () => void (rows === undefined ? found.refetch() : found.fetchNextPage()),
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage && error === null) void found.fetchNextPage()
    },
    isOutdated: isPlaceholderData,
  }
}
