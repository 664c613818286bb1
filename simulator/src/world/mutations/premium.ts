import type { Mutation } from './mutation.ts'

export const setPremium: Mutation = {
  name: 'set-premium',
  summary: 'Gives the tenancy Entra ID P1 and P2, or takes them away: `enabled`',
  apply({ tenancy }, input) {
    const enabled = input.flag('enabled', true)
    input.done()
    tenancy.premium = enabled
    return { enabled }
  },
}
