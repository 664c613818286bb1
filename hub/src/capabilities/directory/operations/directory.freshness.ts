import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { DirectoryFreshness } from '../model/sync.ts'
import { readAges } from '../sql/directory.ts'
import { answeredInstant } from './as-of-instant.ts'

export const directoryFreshness = operation({
  name: 'directory.freshness',
  summary: 'How old what Atrium knows is, by kind',
  kind: 'query',
  route: 'GET /v1/directory/freshness',
  scope: 'directory:read',
  input: z.object({}),
  output: DirectoryFreshness,
  errors: [],
  async run(context) {
    const { asOf } = await answeredInstant(context, undefined)
    const ages = await context.reader.rows(readAges, {})
    return { asOf, resources: ages.map(({ resource, read_at }) => ({ resource, readAt: read_at.toISOString() })) }
  },
})
