import { z } from 'zod'
import { AtriumError, notFound } from '../../../kernel/errors.ts'
import { type Operation, operation } from '../../../operation/define.ts'
import { Done, pageInput, pageOf, Uuid } from '../../../operation/schemas.ts'
import { statement } from '../../../platform/database/statement.ts'

/** Small operations that show every kind of thing the door translates. */

const Colour = z.enum(['red', 'green']).meta({ id: 'SampleColour' })
const Owner = z.object({ name: z.string().nullable() }).meta({ id: 'SampleOwner' })
export const Thing = z
  .object({ thingId: Uuid, name: z.string(), colour: Colour, owner: Owner.nullable(), tags: z.array(z.string()) })
  .meta({ id: 'SampleThing' })

/** the one thing there is; everything else is not found */
export const knownThing = '0190a000-0000-7000-8000-000000000001'

const things = Array.from({ length: 5 }, (_, index) => ({
  thingId: knownThing.replace(/1$/, String(index + 1)),
  name: index === 0 ? '=1+1' : `Thing ${index + 1}`,
  colour: 'red' as const,
  owner: index === 0 ? null : { name: 'Ada, of Works' },
  tags: ['a', 'b'],
}))

export const listThings = operation({
  name: 'things.list',
  summary: 'Things',
  kind: 'query',
  route: 'GET /v1/things',
  scope: 'directory:read',
  input: z.object({
    ...pageInput,
    colours: z.array(Colour).optional(),
    heavy: z.boolean().optional(),
    search: z.string().optional(),
  }),
  output: pageOf(Thing, 'SampleThing'),
  errors: [],
  async run({ cursors }, { cursor, limit, ...filters }) {
    // two a page, so that five things are three pages
    const size = Math.min(limit, 2)
    const start = cursor === undefined ? 0 : z.int().parse(cursors.open(filters, cursor))
    const next = start + size
    const items = things.slice(start, next).filter(() => filters.search !== 'nothing')
    return { items, nextCursor: next < things.length ? cursors.seal(filters, next) : null }
  },
})

export const showThing = operation({
  name: 'things.show',
  summary: 'A thing',
  kind: 'query',
  route: 'GET /v1/things/{thingId}',
  scope: 'directory:read',
  input: z.object({ thingId: Uuid }),
  output: Thing,
  errors: ['not_found'],
  async run(_, { thingId }) {
    const found = things.find((thing) => thing.thingId === thingId)
    if (!found) throw notFound('thing')
    return found
  },
})

export const paintThing = operation({
  name: 'things.paint',
  summary: 'Paint a thing',
  kind: 'command',
  effect: 'reversible',
  route: 'POST /v1/things/{thingId}/paint',
  scope: 'connections:write',
  input: z.object({ thingId: Uuid, colour: Colour, coats: z.int().min(1).max(9).default(1) }),
  output: Thing,
  errors: ['not_found', 'slow_down'],
  subject: ({ thingId }) => ({ type: 'thing', id: thingId }),
  audit: ({ colour }) => ({ colour }),
  async run(_, { thingId, colour, coats }) {
    if (coats === 9) throw new AtriumError('slow_down', { retryAfterSeconds: 12.5 })
    if (coats === 8) throw new Error('the brush broke, and its handle is called hunter2')
    return { thingId, name: `Thing of ${coats}`, colour, owner: null, tags: [] }
  },
})

const Session = z
  .object({ welcome: z.string(), sessionToken: z.string().nullable().meta({ cookie: 'session' }) })
  .meta({ id: 'SampleSession' })

/** answers whom it sees, and sets, keeps or ends the session */
export const enter = operation({
  name: 'things.enter',
  summary: 'Sign in',
  kind: 'command',
  effect: 'none',
  route: 'POST /v1/things/enter',
  access: 'public',
  verifier: 'The word is right',
  input: z.object({ word: z.string() }),
  output: Session,
  errors: ['sign_in_refused'],
  subject: () => undefined,
  audit: () => ({}),
  async run({ browser, principal }, { word }) {
    if (word === 'wrong') throw new AtriumError('sign_in_refused')
    return {
      welcome: `${principal.kind} ${browser?.length}`,
      sessionToken: word === 'leave' ? null : 'session-of-ada',
    }
  },
})

export const mine = operation({
  name: 'things.mine',
  summary: 'Do something for oneself',
  kind: 'command',
  effect: 'none',
  route: 'DELETE /v1/things/mine',
  access: 'session',
  input: z.object({}),
  output: Done,
  errors: [],
  subject: () => undefined,
  audit: () => ({}),
  run: async () => ({ done: true as const }),
})

const Count = z.object({ count: z.int() }).meta({ id: 'SampleCount' })
const countNews = statement<object, { count: number }>('select count(*)::int as count from outbox')

/** the number of news, until there are three */
export const countStream = operation({
  name: 'things.count',
  summary: 'How much news there is',
  kind: 'stream',
  route: 'GET /v1/things/count',
  scope: 'directory:read',
  input: z.object({}),
  output: Count,
  errors: [],
  async read({ reader }) {
    const count = (await reader.first(countNews, {}))?.count ?? 0
    return { item: { count }, last: count >= 3 }
  },
})

export const sampleOperations: Operation[] = [listThings, showThing, paintThing, enter, mine, countStream]
