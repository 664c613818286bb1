import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef } from 'react'
import { Problem } from './Problem.tsx'
import type { PagedRows } from './paged-query.ts'

const useStyles = makeStyles({
  end: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '56px',
    padding: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground3,
  },
})

/** What stands below the rows: how many there are, the next ones on their way, or why they did not come. */
export function ListEnd<Item>(props: {
  list: PagedRows<Item>
  total?: number | undefined
  /** “people”, for “100 of 2,500 people shown” */
  noun: string
}): ReactNode {
  const { list, total, noun } = props
  const styles = useStyles()
  const end = useRef<HTMLDivElement>(null)
  const loadMore = useRef(list.loadMore)
  loadMore.current = list.loadMore
  const count = list.rows?.length ?? 0
  useEffect(() => {
    if (!end.current || !list.hasMore || count === 0) return
    const seen = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && loadMore.current(),
      {
        // the next page is asked for well before the last row comes into view
        rootMargin: '1200px',
      },
    )
    seen.observe(end.current)
    return () => seen.disconnect()
    // observed anew after each page: where its rows do not fill the screen, the end is still in view
  }, [list.hasMore, count])
  if (list.error && count > 0) return <Problem error={list.error} retry={list.retry} />
  const numbers = new Intl.NumberFormat()
  return (
    <div ref={end} className={styles.end}>
      {list.isLoadingMore ? (
        <Spinner size="tiny" label="Loading more" />
      ) : list.hasMore ? (
        <Button appearance="subtle" onClick={list.loadMore}>
          Load more
        </Button>
      ) : null}
      <Text size={200} role="status">
        {list.hasMore
          ? `${numbers.format(count)}${total === undefined ? '' : ` of ${numbers.format(total)}`} ${noun} shown`
          : `${numbers.format(count)} in all`}
      </Text>
    </div>
  )
}
