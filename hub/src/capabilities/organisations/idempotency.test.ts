import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hours } from '../../kernel/time.ts'
import { firstOwner, member, type Person } from './testing/people.ts'
import { openRoom, type Room } from './testing/room.ts'

let room: Room
let owner: Person
beforeAll(async () => {
  room = await openRoom()
  owner = await firstOwner(room)
})
afterAll(() => room.close())

const rename = (name: string, idempotencyKey: string, by = owner) => ({
  done: () => room.call('organisations.rename', { name }, { session: by.session, idempotencyKey }),
  refused: () => room.refusal('organisations.rename', { name }, { session: by.session, idempotencyKey }),
})

describe('a repeated Idempotency-Key', () => {
  test('gives the first answer and does nothing again', async () => {
    const first = await rename('One', 'a').done()
    await rename('Two', 'b').done()
    const entries = room.audited.length
    expect(await rename('One', 'a').done()).toEqual(first)
    expect(await room.call('organisations.show', {}, owner)).toMatchObject({ name: 'Two' })
    expect(room.audited).toHaveLength(entries)
  })

  test('with another request is refused', async () => {
    await rename('One', 'c').done()
    expect(await rename('Two', 'c').refused()).toMatchObject({ code: 'idempotency_mismatch' })
  })

  test('at the same moment is carried out once', async () => {
    const input = { name: 'Made once' }
    const caller = { session: owner.session, idempotencyKey: 'd' }
    const calls = Array.from({ length: 5 }, () => room.call('organisations.create', input, caller))
    const answers = await Promise.all(calls)
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  test('of another caller is another key', async () => {
    const admin = await member(room, owner, 'admin')
    await rename('One', 'e').done()
    await rename('Three', 'e', admin).done()
  })

  test('after a failure may be used again', async () => {
    const create = { name: 'k', scopes: ['moon:read'] }
    const caller = { session: owner.session, idempotencyKey: 'f' }
    expect(await room.refusal('api-keys.create', create, caller)).toMatchObject({ code: 'invalid_input' })
    await room.call('api-keys.create', { name: 'k', scopes: ['directory:read'] }, caller)
  })

  test('shows no secret a second time', async () => {
    const create = { name: 'k', scopes: ['directory:read'] }
    const caller = { session: owner.session, idempotencyKey: 'g' }
    await room.call('api-keys.create', create, caller)
    expect(await room.refusal('api-keys.create', create, caller)).toMatchObject({ code: 'conflict' })
  })

  test('is forgotten after 24 hours', async () => {
    owner = await firstOwner(room)
    await rename('One', 'h').done()
    room.clock.advance(hours(24))
    owner = await firstOwner(room)
    await rename('Two', 'h').done()
    expect(await room.call('organisations.show', {}, owner)).toMatchObject({ name: 'Two' })
  })
})
