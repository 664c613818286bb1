import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, type Input, type OperationName, type Output } from './call.ts'

/**
 * A command for a component: `const save = useCommand('connections.configure', { refresh: ['connections.show'] })`.
 *
 * @param options.refresh operations whose answers it makes old; what is on the page is read again at once
 */
export function useCommand<Name extends OperationName>(
  name: Name,
  options: {
    refresh?: readonly OperationName[]
    onDone?: (output: Output<Name>, input: Input<Name>) => unknown
  } = {},
): UseMutationResult<Output<Name>, Error, Input<Name>> {
  const queryClient = useQueryClient()
  return useMutation({
    mutationKey: [name],
    mutationFn: (input: Input<Name>) => call(name, input),
    onSuccess: async (output, input) => {
      await Promise.all((options.refresh ?? []).map((other) => queryClient.invalidateQueries({ queryKey: [other] })))
      await options.onDone?.(output, input)
    },
  })
}
