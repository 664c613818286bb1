import { makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { type ReactElement, useState, useSyncExternalStore } from 'react'
import { exactTime, relativeTime, shortTime } from './time-words.ts'

const useStyles = makeStyles({
  time: {
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

/** An instant as people say it (“3 hours ago”), exact in the person's own zone on hover and focus; pressing it keeps the exact one. */
export function DateTimeText({ at }: { at: string }): ReactElement {
  const styles = useStyles()
  const now = useNow()
  const [exact, setExact] = useState(false)
  return (
    <Tooltip content={exactTime(at)} relationship="description">
      <button type="button" className={styles.time} onClick={() => setExact(!exact)}>
        <time dateTime={at}>{exact ? shortTime(at) : relativeTime(at, now)}</time>
      </button>
    </Tooltip>
  )
}

let latest = Date.now()
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** The present, in milliseconds, moving on twice a minute while anything on the page shows a relative time. */
const useNow = (): number => useSyncExternalStore(subscribe, () => latest)

function subscribe(tell: () => void): () => void {
  if (listeners.size === 0) latest = Date.now()
  listeners.add(tell)
  timer ??= setInterval(() => {
    latest = Date.now()
    for (const listener of listeners) listener()
  }, 30_000)
  return () => {
    listeners.delete(tell)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
