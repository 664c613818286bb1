import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { DirectoryScope } from '../model/sync.ts'
import { changeScope } from '../sql/directory.ts'

export const changeDirectoryScope = operation({
  name: 'directory.change-scope',
  summary: 'Set who counts as one of the organisation’s people; nothing is deleted, and what is left out is counted',
  kind: 'command',
  effect: 'reversible',
  route: 'PUT /v1/directory/scope',
  scope: 'connections:write',
  input: z.object({
    includeGuests: z.boolean(),
    includeBlocked: z.boolean(),
    departments: z.array(z.string().trim().min(1).max(500)).max(500),
    groupIds: z.array(Uuid).max(500),
    administrativeUnitIds: z.array(Uuid).max(500),
  }),
  output: DirectoryScope,
  errors: [],
  subject: () => ({ type: 'directory', id: 'scope' }),
  audit: (input) => ({
    includeGuests: input.includeGuests,
    includeBlocked: input.includeBlocked,
    departments: input.departments,
    groupIds: input.groupIds,
    administrativeUnitIds: input.administrativeUnitIds,
  }),
  async run({ transaction, clock }, input) {
    await transaction.run(changeScope, { ...input, at: clock.now() })
    return input
  },
})
