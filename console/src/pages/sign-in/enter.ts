import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { ownPath } from './own-path.ts'

/** Goes inside once a session stands: to the page that was asked for, or to the start. Nothing of an earlier session stays. */
export function useEnter(back: string | undefined): () => Promise<void> {
  const queryClient = useQueryClient()
  const router = useRouter()
  return async () => {
    queryClient.clear()
    router.history.push(ownPath(back) ?? '/')
    await router.invalidate()
  }
}
