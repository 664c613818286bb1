import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { ActivityPage } from '../model/sync.ts'
import { attributeName, sentence, valueAsText } from '../sentences.ts'
import { listActivities } from '../sql/activities.ts'

const Position = z.tuple([z.string(), z.string()])

export const activitiesInput = {
  kind: z.string().max(100).optional().describe('`person.changed`, or `person` for all about people'),
  subjectType: z.string().max(100).optional(),
  subjectId: z.string().max(200).optional().describe('Everything about this person, group or application'),
  runId: Uuid.optional().describe('What this sync changed'),
  search: z.string().trim().min(1).max(200).optional().describe('Words, in any order, each a part of a name'),
  from: InstantInput.optional(),
  to: InstantInput.optional(),
}

export const listActivitiesOperation = operation({
  name: 'activities.list',
  summary: 'What happened in the directory, newest first, in words',
  kind: 'query',
  route: 'GET /v1/activities',
  scope: 'directory:read',
  input: z.object({ ...pageInput, ...activitiesInput }),
  output: ActivityPage,
  errors: [],
  async run({ reader, cursors }, { limit, cursor, ...filters }) {
    const after = cursor === undefined ? undefined : Position.parse(cursors.open(filters, cursor))
    const filter = {
      kind: filters.kind ?? null,
      subjectType: filters.subjectType ?? null,
      subjectId: filters.subjectId ?? null,
      runId: filters.runId ?? null,
      search: filters.search ?? null,
      from: filters.from === undefined ? null : new Date(filters.from),
      to: filters.to === undefined ? null : new Date(filters.to),
      beforeAt: after ? new Date(after[0]) : null,
    }
    const found = await reader.rows(listActivities(filter), {
      ...filter,
      beforeId: after?.[1] ?? null,
      limit: limit + 1,
    })
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return {
      items: rows.map((row) => {
        const changes = row.changes.map(({ attribute, from, to }) => ({
          attribute: attributeName(attribute),
          from: valueAsText(from),
          to: valueAsText(to),
        }))
        return {
          id: row.activity_id,
          at: row.at.toISOString(),
          runId: row.run_id,
          kind: row.kind,
          sentence: sentence({ kind: row.kind, subjectName: row.subject_name, objectName: row.object_name, changes }),
          subjectType: row.subject_type,
          subjectId: row.subject_id,
          subjectName: row.subject_name,
          objectType: row.object_type,
          objectId: row.object_id,
          objectName: row.object_name,
          changes,
        }
      }),
      nextCursor:
        found.length > limit && last ? cursors.seal(filters, [last.at.toISOString(), last.activity_id]) : null,
    }
  },
})
