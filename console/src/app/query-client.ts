import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../api/problem.ts'
import { sessionQuery } from '../api/session.ts'

const mayHelp = (error: unknown): boolean => !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500

/** @param onSignedOut called when an answer says that the session has ended */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const look = (error: unknown, key: unknown): void => {
    if (!(error instanceof ApiProblem) || error.code !== 'unauthenticated') return
    if (key === sessionQuery.queryKey[0]) return
    client.clear()
    onSignedOut()
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => look(error, query.queryKey[0]) }),
    mutationCache: new MutationCache({
      onError: (error, _input, _context, mutation) => look(error, mutation.options.mutationKey?.[0]),
    }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && mayHelp(error) },
      mutations: { retry: false },
    },
  })
  return client
}
