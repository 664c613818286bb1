import { afterAll, beforeAll, expect, test } from 'vitest'
import { valuesOf } from '../../../testing/cloud.ts'
import { asked, type Outlook, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import type { Json } from '../../../world/model.ts'
import { Random } from '../../../world/random.ts'

let outlook: Outlook
beforeAll(async () => {
  outlook = await startOutlook()
})
afterAll(() => outlook.cloud.close())

type Row = { [name: string]: Json }

const [FROM, TO] = ['2031-02-05T00:00:00Z', '2031-02-20T00:00:00Z']

/** A time around the window, so that some events move in or out of it, in few hours, so that rooms are contested. */
function times(random: Random): Row {
  const day = String(random.between(3, 21)).padStart(2, '0')
  const hour = random.between(8, 11)
  const time = (value: number) => ({
    dateTime: `2031-02-${day}T${String(value).padStart(2, '0')}:00:00`,
    timeZone: 'Europe/Berlin',
  })
  return { start: time(hour), end: time(hour + 1) }
}

function newEvent(random: Random, others: readonly MailboxOwner[]): Row {
  const given = times(random)
  const startDate = JSON.stringify(given.start).slice(13, 23)
  const recurrence = {
    pattern: { type: 'daily', interval: random.between(1, 5) },
    range: { type: 'numbered', startDate, numberOfOccurrences: random.between(2, 6) },
  }
  return { subject: 'Step', ...given, attendees: asked(...others), ...(random.chance(0.5) ? { recurrence } : {}) }
}

const STEPS = ['create', 'move', 'move', 'move', 'rename', 'delete', 'answer', 'drop'] as const

/** What a reader who only follows delta believes to be in the window. */
class Follower {
  readonly #owner: MailboxOwner
  readonly known = new Map<string, Json>()
  #link: string

  constructor(owner: MailboxOwner) {
    this.#owner = owner
    this.#link = `/users/${owner.id}/calendarView/delta?startDateTime=${FROM}&endDateTime=${TO}`
  }

  async follow(): Promise<void> {
    const { body } = await outlook.cloud.graph(this.#link, { headers: { prefer: 'odata.maxpagesize=500' } })
    this.#link = String(body['@odata.deltaLink'])
    for (const item of valuesOf(body)) {
      if ('@removed' in item) this.known.delete(String(item.id))
      else this.known.set(String(item.id), item.type === 'seriesMaster' ? 'series' : (item.start ?? null))
    }
  }

  async agrees(): Promise<void> {
    const seen = await outlook.view(this.#owner, FROM, TO, '&$top=500&$select=start,seriesMasterId')
    const instances = [...this.known].filter(([, what]) => what !== 'series')
    expect(Object.fromEntries(instances)).toEqual(Object.fromEntries(seen.map(({ id, start }) => [String(id), start])))
    const masters = new Set(seen.flatMap(({ seriesMasterId }) => (seriesMasterId === null ? [] : [seriesMasterId])))
    expect(new Set([...this.known].filter(([, what]) => what === 'series').map(([id]) => id))).toEqual(masters)
  }
}

async function isNeverTakenTwice(room: MailboxOwner): Promise<void> {
  const held = await outlook.view(room, FROM, TO, '&$top=500&$select=start,end')
  for (const [i, { end }] of held.entries()) {
    const next = held[i + 1]
    if (next) expect(JSON.stringify(end) <= JSON.stringify(next.start), JSON.stringify(held[i])).toBe(true)
  }
}

test.each(['a', 'b'])(
  'delta and view tell the same story after every step, and no room is taken twice (%s)',
  async (seed) => {
    const random = new Random(`delta/${seed}`)
    const owners = outlook.people.slice(0, 3)
    const followers = owners.map((owner) => new Follower(owner))
    const room = outlook.rooms.at(-1)
    for (const follower of followers) await follower.follow()
    for (let step = 0; step < 30; step++) {
      const owner = random.pick(owners)
      const path = `/users/${owner.id}/events`
      const seen = await outlook.view(owner, FROM, TO, '&$top=500&$select=seriesMasterId')
      const some = seen.length > 0 ? random.pick(seen) : undefined
      const target = some && random.chance(0.3) && some.seriesMasterId ? some.seriesMasterId : some?.id
      const one = `${path}/${String(target)}`
      const what = some && step > 8 ? random.pick(STEPS) : 'create'
      const others = [...owners.filter((other) => other !== owner && random.chance(0.6)), ...(room ? [room] : [])]
      if (what === 'create') await outlook.post(owner, newEvent(random, others))
      else if (what === 'delete') await outlook.cloud.graph(one, { method: 'DELETE' })
      else if (what === 'answer')
        await outlook.cloud.graph(`${one}/${random.pick(['accept', 'decline', 'tentativelyAccept'])}`, {
          method: 'POST',
          body: {},
        })
      else {
        const body =
          what === 'move' ? times(random) : what === 'rename' ? { subject: `Step ${step}` } : { attendees: [] }
        await outlook.cloud.graph(one, { method: 'PATCH', body })
      }
      for (const [place, follower] of followers.entries()) {
        // The second and third reader come by less often and find several changes at once.
        if (step % (1 + 3 * place) !== 0) continue
        await follower.follow()
        await follower.agrees()
      }
      if (room) await isNeverTakenTwice(room)
    }
    const all = await Promise.all(owners.map(({ id }) => outlook.cloud.graph(`/users/${id}/events?$top=1000`)))
    expect(all.reduce((sum, { body }) => sum + valuesOf(body).length, 0)).toBeGreaterThan(5)
  },
)
