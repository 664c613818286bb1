import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { operation } from '../../../operation/define.ts'
import { InstantInput, Uuid } from '../../../operation/schemas.ts'
import { PersonDetail } from '../model/person.ts'
import { instant, personOf, personSources } from '../model/person-of.ts'
import { countReports, firstSeen, licenceNames, personById, signInActivityOf } from '../sql/people.ts'
import { answeredInstant } from './as-of-instant.ts'

const firstSeenPerson = firstSeen('person', 'person_id')

export const showPerson = operation({
  name: 'people.show',
  summary: 'One person with everything Atrium keeps of them, and where each attribute comes from',
  kind: 'query',
  route: 'GET /v1/people/{personId}',
  scope: 'directory:read',
  input: z.object({ personId: Uuid, asOf: InstantInput.optional() }),
  output: PersonDetail,
  errors: ['not_found'],
  async run(context, { personId, asOf: requested }) {
    const { reader } = context
    const { at, asOf } = await answeredInstant(context, requested)
    const row = await reader.first(personById, { at, personId })
    if (!row) throw notFound('person')
    const person = personOf(row)
    const activity = await reader.first(signInActivityOf, { personId })
    const names = new Map(
      (await reader.rows(licenceNames, { ids: person.licenceSkuIds })).map((sku) => [sku.sku_id, sku.sku_part_number]),
    )
    const seen = await reader.first(firstSeenPerson, { id: personId })
    return {
      person,
      signInActivity: activity
        ? {
            lastSignInAt: instant(activity.last_sign_in_at),
            lastNonInteractiveSignInAt: instant(activity.last_non_interactive_sign_in_at),
            readAt: activity.read_at.toISOString(),
          }
        : null,
      licences: person.licenceSkuIds.map((skuId) => ({ skuId, name: names.get(skuId) ?? null })),
      directReports: (await reader.first(countReports, { at, personId }))?.count ?? 0,
      sources: personSources(row),
      firstSeenAt: (seen?.first_seen ?? row.valid_from).toISOString(),
      asOf,
    }
  },
})
