import { useSyncExternalStore } from 'react'

/** Below this width tables become cards: the width of a phone or of a narrow side-by-side window. */
const narrow = '(max-width: 700px)'

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(narrow)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Whether the window is as narrow as a phone's. */
export const useNarrowScreen = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(narrow).matches)
