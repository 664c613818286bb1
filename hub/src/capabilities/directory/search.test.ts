import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { putPeople } from './testing/people-rows.ts'
import { type SyncRoom, syncRoom } from './testing/sync-room.ts'

const begun = new Date('2026-01-01T00:00:00Z')
const changed = new Date('2026-02-01T00:00:00Z')
const at = new Date('2026-03-01T00:00:00Z')
const past = '2026-01-15T00:00:00Z'

const people = [
  { name: 'Jörg Müller', upn: 'joerg.mueller@atrium.example', title: 'Lead Engineer', department: 'Straßenbau' },
  { name: 'Ana Mullerova', upn: 'Ana.M@atrium.example', title: 'Engineer', department: 'Sales' },
  { name: 'Łucja Øster', upn: 'l_o@atrium.example', title: '100% Planner', department: 'Sales' },
  { name: 'Lucja Other', upn: 'lxo@atrium.example', title: '100 Planner', department: 'Back\\Office' },
  { name: 'Дарина Соколан', upn: 'darina@atrium.example', employeeId: 'E-77', department: 'Sales' },
  { name: 'New Name', upn: 'renamed@atrium.example', from: changed },
  { name: 'Former Name', upn: 'renamed@atrium.example', to: changed },
  // more than are collected, and none of them where the order of names begins
  ...Array.from({ length: 1_200 }, (_, nth) => ({ name: `Many ${String(nth).padStart(4, '0')}`, title: 'Zookeeper' })),
  ...Array.from({ length: 6_000 }, (_, nth) => ({
    name: `Crowd ${String(nth).padStart(4, '0')}`,
    title: nth % 3 ? 'B' : 'A',
  })),
]

let room: SyncRoom
beforeAll(async () => {
  room = await syncRoom(1)
  await putPeople(room.database, room.organisationId, people, { begun, at })
}, 60_000)
afterAll(() => room.close())

const Page = z.object({
  items: z.array(z.object({ id: z.string(), displayName: z.string() })),
  nextCursor: z.string().nullable(),
})
const found = async (input: object) => {
  const { items } = Page.parse(await room.call('people.list', { limit: 100, ...input }))
  return items.map(({ displayName }) => displayName)
}

describe('a search for people', () => {
  test.each([
    ['a part of a name', 'ulle', ['Ana Mullerova', 'Jörg Müller']],
    ['a name in capitals', 'MÜLLER', ['Ana Mullerova', 'Jörg Müller']],
    ['a name without its accents', 'jorg', ['Jörg Müller']],
    ['letters without a decomposition, plainly', 'lucja oster', ['Łucja Øster']],
    ['a sharp s as two', 'strassen', ['Jörg Müller']],
    ['another script', 'СОКОЛ', ['Дарина Соколан']],
    ['a part of an address', 'ana.m@', ['Ana Mullerova']],
    ['a title', 'lead', ['Jörg Müller']],
    ['an employee number', 'e-77', ['Дарина Соколан']],
    ['words of several attributes', 'sales engineer', ['Ana Mullerova']],
    ['the same words the other way round', 'engineer  sales', ['Ana Mullerova']],
    ['words of which one is nowhere', 'sales nobody', []],
    ['a percent sign', '100%', ['Łucja Øster']],
    ['an underscore', 'l_o@', ['Łucja Øster']],
    ['a backslash', 'k\\o', ['Lucja Other']],
    ['a single letter that few have', 'ю', []],
  ])('finds by %s', async (_, search, expected) => {
    expect(await found({ search })).toEqual(expected)
  })

  test('is made as of a past instant', async () => {
    expect(await found({ search: 'renamed' })).toEqual(['New Name'])
    expect(await found({ search: 'renamed', asOf: past })).toEqual(['Former Name'])
    expect(await found({ search: 'former' })).toEqual([])
  })

  test('for what many have, whose names all come late in the order, finds the first of them', async () => {
    const names = people.filter(({ name }) => name.startsWith('Many')).map(({ name }) => name)
    expect(await found({ search: 'zookeeper' })).toEqual(names.slice(0, 100))
    expect(await found({ search: 'zookeeper many', sort: 'jobTitle' })).toEqual(names.slice(0, 100))
  })

  test('counts as many as its pages hold', async () => {
    expect(await room.call('people.counts', { search: 'ZOOKEEPER' })).toMatchObject({ shown: 1_200 })
  })
})

describe('pages of people', () => {
  test.each(['displayName', 'userPrincipalName', 'jobTitle', 'department'])(
    'by %s hold everybody once, though many are equal in it',
    async (sort) => {
      const ids: string[] = []
      let cursor: string | undefined
      do {
        const page = Page.parse(
          await room.call('people.list', { sort, limit: 500, asOf: past, ...(cursor && { cursor }) }),
        )
        ids.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(new Set(ids).size).toBe(people.length - 1)
      expect(ids).toHaveLength(people.length - 1)
    },
  )

  test('by title are by name where the title is the same', async () => {
    const names = await found({ sort: 'jobTitle', search: 'crowd', limit: 3 })
    expect(names).toEqual(['Crowd 0000', 'Crowd 0003', 'Crowd 0006'])
  })
})
