import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Outlook, startOf, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import { isObject, type Json } from '../../../world/model.ts'

let outlook: Outlook
beforeAll(async () => {
  outlook = await startOutlook()
})
afterAll(() => outlook.cloud.close())

type Row = { [name: string]: Json }

/** The eight weeks in which there are visits. */
const [FROM, TO] = ['2031-01-20T00:00:00Z', '2031-03-17T00:00:00Z']

const addresses = (event: Row): string[] =>
  (Array.isArray(event.attendees) ? event.attendees.filter(isObject) : []).map(({ emailAddress }) =>
    isObject(emailAddress) ? String(emailAddress.address) : '',
  )
const inRooms = () =>
  Promise.all(outlook.rooms.map(async (room) => [room, await outlook.view(room, FROM, TO)] as const))

describe('what lies in calendars by itself', () => {
  test('is a weekly meeting of each team, in everybody’s calendar and with one iCalUId', async () => {
    const { primary } = outlook.cloud.simulator.world
    const member = outlook.people.find(({ id }) => {
      const [leader] = primary.relations.manager.from(id)
      return leader !== undefined && typeof primary.exchange.find(leader) === 'object'
    })
    const [leader = ''] = primary.relations.manager.from(member?.id ?? '')
    const series = async (owner: { id: string }) =>
      (await outlook.cloud.all(`/users/${owner.id}/events?$filter=type eq 'seriesMaster'`)).items
    const own = (await series({ id: leader })).filter((event) => event.isOrganizer)
    expect(own).toHaveLength(1)
    const copies = member ? await series(member) : []
    const copy = copies.find((event) => event.iCalUId === own[0]?.iCalUId)
    expect(copy).toMatchObject({ isOrganizer: false, subject: own[0]?.subject })
    expect(addresses(own[0] ?? {})).toContain(member?.address)
  })

  test('has visitors from outside in rooms, whose own calendars show them', async () => {
    const { domain } = outlook.cloud.simulator.world.primary.profile
    const visits = (await inRooms())
      .flatMap(([room, events]) => events.map((event) => [room, event] as const))
      .filter(([, event]) => addresses(event).some((address) => !address.endsWith(`@${domain}`)))
    expect(visits.length).toBeGreaterThan(3)
    const [room, visit] = visits[0] ?? []
    expect(visit).toMatchObject({ type: 'singleInstance', responseStatus: { response: 'accepted' } })
    expect(addresses(visit ?? {})).toContain(room?.address)
  })

  test('never has two meetings in one room at once', async () => {
    for (const [, events] of await inRooms()) {
      const starts = events.map(startOf)
      expect(new Set(starts).size).toBe(starts.length)
    }
  })

  test('is the same whenever it is read, and costs nothing until it is written', async () => {
    const [person] = outlook.people
    const { exchange } = outlook.cloud.simulator.world.primary
    const read = (owner: MailboxOwner | undefined) => owner && JSON.stringify([...exchange.mailbox(owner).items])
    expect(read(person)).toBe(read(person))
    expect(person && exchange.mailbox(person)).not.toBe(person && exchange.mailbox(person))
  })

  test('can be changed like anything else: its organiser cancels it for all', async () => {
    const { primary } = outlook.cloud.simulator.world
    const leader = [...primary.store('user')].find(
      ({ id }) => typeof primary.exchange.find(id) === 'object' && [...primary.relations.manager.to(id)].length > 2,
    )
    const path = `/users/${leader?.id}/events`
    const [own] = (await outlook.cloud.all(`${path}?$filter=isOrganizer eq true and type eq 'seriesMaster'`)).items
    await outlook.cloud.graph(`${path}/${String(own?.id)}/cancel`, { method: 'POST', body: {} })
    const member = outlook.people.find(({ address }) => addresses(own ?? {}).includes(address))
    const copy = member && (await outlook.copyIn(member, own?.iCalUId))
    expect(copy?.isCancelled).toBe(true)
  })
})
