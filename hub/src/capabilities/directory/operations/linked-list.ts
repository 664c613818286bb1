import type { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import type { QueryContext } from '../../../operation/context.ts'
import type { GroupMemberPage, MemberKind } from '../model/group.ts'
import { graphTypeOf, memberOf } from '../model/group-of.ts'
import type { membersOfGroup } from '../sql/groups.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'

interface Input {
  asOf?: string | undefined
  cursor?: string | undefined
  limit: number
  kind?: z.infer<typeof MemberKind> | undefined
}

/** What stands at the other end of an edge (members, owners), by name. */
export async function linkedList(
  context: QueryContext,
  input: Input,
  from: {
    ownId: string
    what: string
    exists: (at: Date) => Promise<boolean>
    statement: typeof membersOfGroup
  },
): Promise<z.input<typeof GroupMemberPage>> {
  const filters = { ownId: from.ownId, kind: input.kind, asOf: input.asOf }
  const page = await startOfPage(context, input, filters)
  if (!(await from.exists(page.at))) throw notFound(from.what)
  const [afterName = null, afterId = null] = page.key
  const found = await context.reader.rows(from.statement, {
    at: page.at,
    ownId: from.ownId,
    kind: input.kind === undefined ? null : graphTypeOf(input.kind),
    afterName,
    afterId,
    limit: input.limit + 1,
  })
  const { rows, nextCursor } = endOfPage(context, found, input.limit, {
    asOf: page.asOf,
    filters,
    keyOf: (row) => [row.sort_name, row.id],
  })
  return { items: rows.map(memberOf), nextCursor, asOf: page.asOf }
}
