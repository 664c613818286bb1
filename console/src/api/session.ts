import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { call, type Output } from './call.ts'
import type { Scope } from './contract.generated.ts'

export type OwnSession = Output<'session.show'>

/** Who is signed in, where, and what they may do. The signed-in part of the console loads it before anything else. */
export const sessionQuery = queryOptions({
  queryKey: ['session.show'],
  queryFn: ({ signal }) => call('session.show', {}, signal),
  staleTime: 60_000,
})

export const useSession = (): OwnSession => useSuspenseQuery(sessionQuery).data

/** Whether the signed-in person's role includes a scope. The hub decides; this only spares people dead buttons. */
export const useMay = (scope: Scope): boolean => useSession().scopes.includes(scope)
