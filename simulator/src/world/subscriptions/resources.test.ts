import { expect, test } from 'vitest'
import type { ResourceChange } from '../feed.ts'
import { World } from '../world.ts'
import { segmentsOf } from './resource-path.ts'
import { covers, subscribable } from './resources.ts'
import { subscriptionTo as to } from './testing/subscription-to.ts'

const { primary: tenancy } = new World({ seed: '7', people: 20, wallClock: () => 0 })

function change(resource: string, more: Partial<ResourceChange> = {}): ResourceChange {
  return { tenancy, changeType: 'updated', resource, type: 'microsoft.graph.any', id: 'id', at: 0, ...more }
}

test.each([
  ['users', 'users/a'],
  ['users/a', 'users/a'],
  ["/users('a')", 'users/A'],
  ['groups', 'groups/a'],
  ['users/a/events', 'users/a/events/e'],
  ['users/a/events', 'users/a/calendars/c/events/e'],
  ["users/a/mailFolders('Inbox')/messages", 'users/a/mailFolders/inbox/messages/m'],
  ['users/a/messages', 'users/a/mailFolders/inbox/messages/m'],
  ['users/a/messages?$select=subject', 'users/a/messages/m'],
  ['users/a/contacts', 'users/a/contacts/c'],
  ['sites/s/lists/l', 'sites/s/lists/l/items/1'],
  ['teams/t/channels/c/messages', 'teams/t/channels/c/messages/m'],
  ['teams/t/channels/c/messages', 'teams/t/channels/c/messages/m/replies/r'],
  ['teams/getAllMessages', 'teams/t/channels/c/messages/m'],
  ['teams/t/channels', 'teams/t/channels/c'],
  ['chats/c/messages', 'chats/c/messages/m'],
  ['chats/getAllMessages', 'chats/c/messages/m'],
])('%s is told of %s', (resource, changed) => {
  expect(covers(to(resource), change(changed))).toBe(true)
})

test.each([
  ['users', 'groups/a'],
  ['users/a', 'users/b'],
  ['users', 'users/a/events/e'],
  ['users/a/events', 'users/b/events/e'],
  ["users/a/mailFolders('Inbox')/messages", 'users/a/mailFolders/drafts/messages/m'],
  ['teams/t/channels/c/messages', 'teams/t/channels/d/messages/m'],
  ['chats/getAllMessages', 'teams/t/channels/c/messages/m'],
  ['sites/s/lists/l', 'sites/s/lists/k/items/1'],
])('%s is not told of %s', (resource, changed) => {
  expect(covers(to(resource), change(changed))).toBe(false)
})

test('the members of a group change with its links only, the group with everything', () => {
  expect(covers(to('groups/a/members'), change('groups/a'))).toBe(false)
  expect(covers(to('groups/a/members'), change('groups/a', { relation: 'members' }))).toBe(true)
  expect(covers(to('groups/a'), change('groups/a', { relation: 'members' }))).toBe(true)
})

test('only the kinds of change that were asked for are told; a list has none but its update', () => {
  expect(covers(to('users', { changeTypes: ['deleted'] }), change('users/a'))).toBe(false)
  const item = change('sites/s/lists/l/items/1', { changeType: 'created' })
  expect(covers(to('sites/s/lists/l', { changeTypes: ['updated'] }), item)).toBe(true)
})

test.each(['', 'nonsense', 'users/a/manager', 'drives/d/root'])('%s cannot be subscribed to', (resource) => {
  expect(subscribable(segmentsOf(resource))).toBeUndefined()
})
