import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { pageInput } from '../../../operation/schemas.ts'
import { PersonPage } from '../model/person.ts'
import { personOf } from '../model/person-of.ts'
import { listPeople } from '../sql/people.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'
import { peopleFilter, peopleFilterInput } from './people-filter.ts'

export const PeopleSort = z
  .enum(['displayName', 'userPrincipalName', 'jobTitle', 'department'])
  .meta({ id: 'PeopleSort' })

export const listPeopleOperation = operation({
  name: 'people.list',
  summary: 'People, by name, now or at any past instant; guests and blocked people are left out unless asked for',
  kind: 'query',
  route: 'GET /v1/people',
  scope: 'directory:read',
  input: z.object({ ...pageInput, ...peopleFilterInput, sort: PeopleSort.default('displayName') }),
  output: PersonPage,
  errors: [],
  async run(context, input) {
    const { cursor: _, limit, ...filters } = input
    const page = await startOfPage(context, input, filters)
    const filter = await peopleFilter(context, input, page.at)
    const [afterKey = null, afterId = null] = page.key
    const found = await context.reader.rows(listPeople[input.sort], { ...filter, afterKey, afterId, limit: limit + 1 })
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => [row.sort_key, row.person_id],
    })
    return { items: rows.map(personOf), nextCursor, asOf: page.asOf }
  },
})
