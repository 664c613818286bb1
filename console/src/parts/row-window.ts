import { type RefObject, useEffect, useRef, useState } from 'react'

/** Which rows of a long list are on the screen, and how much empty room stands for those that are not. */
export interface RowWindow {
  first: number
  /** one past the last row to draw */
  end: number
  above: number
  below: number
}

/**
 * The rows to draw of a list whose rows all have one height.
 *
 * @param top where the list begins, in pixels from the top of what is visible; negative once scrolled past it
 * @param height of what is visible, in pixels
 * @param overscan rows drawn beyond either edge, so that the keyboard always has a next row to move to
 */
export function rowsInView(
  list: { count: number; rowHeight: number; top: number },
  height: number,
  overscan = 12,
): RowWindow {
  const { count, rowHeight, top } = list
  const firstSeen = Math.floor(-top / rowHeight)
  const lastSeen = Math.ceil((height - top) / rowHeight)
  const first = Math.max(0, Math.min(firstSeen - overscan, count))
  const end = Math.max(first, Math.min(lastSeen + overscan, count))
  return { first, end, above: first * rowHeight, below: (count - end) * rowHeight }
}

/** Follows scrolling, of the page or of whatever the list stands in, and says which rows to draw. */
export function useRowWindow(list: { count: number; rowHeight: number }): {
  listRef: RefObject<HTMLElement | null>
  view: RowWindow
} {
  const { count, rowHeight } = list
  const listRef = useRef<HTMLElement>(null)
  const [view, setView] = useState(() => rowsInView({ count, rowHeight, top: 0 }, 900))
  useEffect(() => {
    let frame = 0
    const measure = () => {
      frame = 0
      const top = listRef.current?.getBoundingClientRect().top ?? 0
      const next = rowsInView({ count, rowHeight, top }, window.innerHeight)
      setView((now) => (now.first === next.first && now.end === next.end && now.below === next.below ? now : next))
    }
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(measure)
    }
    measure()
    // capture: scrolling does not bubble, and the list may stand in a box that scrolls by itself
    window.addEventListener('scroll', later, { capture: true, passive: true })
    window.addEventListener('resize', later)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', later, { capture: true })
      window.removeEventListener('resize', later)
    }
  }, [count, rowHeight])
  return { listRef, view }
}
