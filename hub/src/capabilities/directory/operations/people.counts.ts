import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { PeopleCounts } from '../model/person.ts'
import { explainHidden } from '../rules.ts'
import { countPeople } from '../sql/people.ts'
import { paramsOf } from '../sql/people-conditions.ts'
import { answeredInstant } from './as-of-instant.ts'
import { keptAnswer } from './kept-answers.ts'
import { peopleFilter, peopleFilterInput } from './people-filter.ts'

export const countPeopleOperation = operation({
  name: 'people.counts',
  summary: 'How many people the list shows, and how many it hides and why',
  kind: 'query',
  route: 'GET /v1/people-counts',
  scope: 'directory:read',
  input: z.object(peopleFilterInput),
  output: PeopleCounts,
  errors: [],
  async run(context, input) {
    const { at, asOf } = await answeredInstant(context, input.asOf)
    const filter = await peopleFilter(context, input, at)
    const rows = await keptAnswer(context, { name: 'people.counts', filter, at }, () =>
      context.reader.rows(countPeople(filter), paramsOf(filter)),
    )
    const count = (why: string) => rows.find((row) => row.why === why)?.count ?? 0
    const hidden = {
      guests: count('guests'),
      // active people are hidden only where the caller asks for other states alone; they are counted with the blocked
      blocked: count('blocked') + count('active'),
      absent: count('absent'),
      deleted: count('deleted'),
      outOfScope: count('outOfScope'),
    }
    const total = Object.values(hidden).reduce((sum, one) => sum + one, 0)
    return {
      shown: count('shown'),
      hidden: { total, ...hidden },
      explanation: explainHidden({ total, ...hidden }),
      asOf,
    }
  },
})
