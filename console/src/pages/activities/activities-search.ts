import { oneIn, type RawSearch, textIn } from '../../app/search.ts'
import { chosen, type Understood, uuidIn } from '../../parts/address-values.ts'

export const activityAbout = ['person', 'group', 'application', 'sync'] as const

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined

const read = (raw: RawSearch) => ({
  search: textIn(raw.search),
  about: oneIn(raw.about, activityAbout),
  subjectId: uuidIn(raw.subjectId),
  runId: uuidIn(raw.runId),
  from: day(raw.from),
  to: day(raw.to),
})

export type ActivitiesSearch = Understood<ReturnType<typeof read>>

export const readActivitiesSearch = (raw: RawSearch): ActivitiesSearch => read(raw)

/** The API's filter: the days are whole days in the person's own zone, the last one included. */
export function activitiesFilter({ search, about, subjectId, runId, from, to }: ActivitiesSearch) {
  const end = to === undefined ? undefined : new Date(`${to}T00:00:00`)
  end?.setDate(end.getDate() + 1)
  return chosen({
    search,
    subjectId,
    runId,
    kind: about === 'sync' ? 'sync' : undefined,
    subjectType: about === 'sync' ? undefined : about,
    from: from === undefined ? undefined : new Date(`${from}T00:00:00`).toISOString(),
    to: end?.toISOString(),
  })
}
