import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { PeopleFacets } from '../model/person.ts'
import { peopleFacets } from '../sql/people.ts'
import { paramsOf } from '../sql/people-conditions.ts'
import { answeredInstant } from './as-of-instant.ts'
import { keptAnswer } from './kept-answers.ts'
import { peopleFilter, peopleFilterInput } from './people-filter.ts'

export const peopleFacetsOperation = operation({
  name: 'people.facets',
  summary: 'The departments, offices, countries and kinds of employment that people of the list have',
  kind: 'query',
  route: 'GET /v1/people-facets',
  scope: 'directory:read',
  input: z.object(peopleFilterInput),
  output: PeopleFacets,
  errors: [],
  async run(context, input) {
    const { at, asOf } = await answeredInstant(context, input.asOf)
    const filter = await peopleFilter(context, input, at)
    const rows = await keptAnswer(context, { name: 'people.facets', filter, at }, () =>
      context.reader.rows(peopleFacets(filter), paramsOf(filter)),
    )
    const of = (attribute: string) =>
      rows.filter((row) => row.attribute === attribute).map(({ value, count }) => ({ value, count }))
    return {
      departments: of('departments'),
      officeLocations: of('officeLocations'),
      countries: of('countries'),
      employeeTypes: of('employeeTypes'),
      asOf,
    }
  },
})
