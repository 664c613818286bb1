import type { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import type { QueryContext } from '../../../operation/context.ts'
import { afterParams } from '../facts/as-of.ts'
import type { GroupMemberPage, MemberKind } from '../model/group.ts'
import { graphTypeOf, memberOf } from '../model/group-of.ts'
import type { countLinksUpTo, LinkedList } from '../sql/links.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'

/** So many edges cost more to collect and sort than a million people to go through by name until a page of them is met. */
export const huge = 10_000

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
    count: ReturnType<typeof countLinksUpTo>
    list: LinkedList
  },
): Promise<z.input<typeof GroupMemberPage>> {
  const filters = { ownId: from.ownId, kind: input.kind, asOf: input.asOf }
  const page = await startOfPage(context, input, filters)
  if (!(await from.exists(page.at))) throw notFound(from.what)
  const kind = input.kind === undefined ? null : graphTypeOf(input.kind)
  const counted = await context.reader.first(from.count, { at: page.at, ownIds: [from.ownId], most: huge })
  const found = await context.reader.rows(
    from.list({ kind, goesOn: page.key.length > 0, isHuge: counted?.count === huge }),
    { at: page.at, ownId: from.ownId, kind, ...afterParams(page.key), limit: input.limit + 1 },
  )
  const { rows, nextCursor } = endOfPage(context, found, input.limit, {
    asOf: page.asOf,
    filters,
    keyOf: (row) => [row.sort_name, row.id],
  })
  return { items: rows.map(memberOf), nextCursor, asOf: page.asOf }
}
