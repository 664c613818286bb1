import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { pageInput } from '../../../operation/schemas.ts'
import { PersonPage } from '../model/person.ts'
import { personOf } from '../model/person-of.ts'
import { allOf } from '../sql/listed.ts'
import { listPeople, peopleSorts, searchPeople } from '../sql/people.ts'
import { paramsOf } from '../sql/people-conditions.ts'
import { endOfPage, startOfPage } from './as-of-instant.ts'
import { peopleFilter, peopleFilterInput } from './people-filter.ts'
import { searchedPage } from './searched-page.ts'

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
    const found = await searchedPage(
      context.reader,
      {
        alias: 'p',
        key: 'person_id',
        ids: searchPeople,
        allIds: allOf('person'),
        page: (listed) => listPeople(filter, input.sort, listed),
      },
      { at: page.at, search: filter.search, key: page.key, limit: limit + 1 },
      paramsOf(filter),
    )
    const { rows, nextCursor } = endOfPage(context, found, limit, {
      asOf: page.asOf,
      filters,
      keyOf: (row) => peopleSorts[input.sort].map((column) => row[column]),
    })
    return { items: rows.map(personOf), nextCursor, asOf: page.asOf }
  },
})
