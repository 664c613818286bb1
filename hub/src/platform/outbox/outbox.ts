import type { NewId } from '../../kernel/ids.ts'
import { type Clock, days } from '../../kernel/time.ts'
import type { Writer } from '../database/database.ts'
import { statement } from '../database/statement.ts'

/** News as it stands on the outbox. */
export interface OutboxRow {
  outbox_id: string
  name: string
  payload: Record<string, unknown>
}

const put = statement<{ outboxId: string; name: string; payload: string; at: Date }, unknown>(`
  insert into outbox (organisation_id, outbox_id, name, payload, emitted_at)
  values (acting_organisation(), :outboxId, :name, :payload, :at)`)

/** The channel on which every organisation's news is announced; the payload is the organisation's id. */
export const newsChannel = 'atrium_news'

/** Wakes open streams of the organisation, when the transaction commits. */
export const wakeStreams = statement<object, unknown>(`
  select pg_notify('${newsChannel}', acting_organisation()::text)`)

const waiting = statement<{ limit: number }, OutboxRow>(`
  select outbox_id, name, payload from outbox where dispatched_at is null order by outbox_id limit :limit for update`)

const mark = statement<{ ids: string[]; at: Date }, unknown>(`
  update outbox set dispatched_at = :at where outbox_id = any (:ids)`)

export async function putNews(
  writer: Writer,
  { newId, clock }: { newId: NewId; clock: Clock },
  news: { name: string; payload: Record<string, unknown> },
): Promise<void> {
  await writer.run(put, { outboxId: newId(), name: news.name, payload: JSON.stringify(news.payload), at: clock.now() })
  await writer.run(wakeStreams, {})
}

/** What was handed on is kept for a week, for whoever looks into what happened. */
const forget = statement<{ before: Date }, unknown>(`delete from outbox where dispatched_at < :before`)

/**
 * Hands waiting news of one organisation to its subscribers, oldest first, each in the transaction that marks it as
 * dispatched: a subscriber's own rows are written once, whatever crashes.
 * @returns how many were handed on; less than `limit` where none is left
 */
export async function dispatchNews(
  writer: Writer,
  clock: Clock,
  deliver: (news: OutboxRow) => Promise<void>,
  limit = 100,
): Promise<number> {
  const rows = await writer.rows(waiting, { limit })
  for (const row of rows) await deliver(row)
  const at = clock.now()
  await writer.run(mark, { ids: rows.map((row) => row.outbox_id), at })
  await writer.run(forget, { before: new Date(at.getTime() - days(7)) })
  return rows.length
}
