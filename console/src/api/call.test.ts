import { expect, test } from 'vitest'
import { csvAddressOf, requestOf } from './call.ts'

test('a query carries its path, and its filters one by one', () => {
  expect(requestOf('people.groups', { personId: 'a/b', limit: 5, cursor: undefined })).toEqual({
    method: 'GET',
    address: '/v1/people/a%2Fb/groups?limit=5',
    body: undefined,
  })
  expect(requestOf('people.list', { state: ['active', 'blocked'], search: 'é & co' }).address).toBe(
    '/v1/people?state=active&state=blocked&search=%C3%A9+%26+co',
  )
})

test('a command carries the rest in its body', () => {
  expect(requestOf('connections.configure', { connectionId: 'c', scheduleMinutes: 30 })).toEqual({
    method: 'PATCH',
    address: '/v1/connections/c',
    body: '{"scheduleMinutes":30}',
  })
})

test('a list is a CSV file under its own address', () => {
  expect(csvAddressOf('people.list', { department: 'Sales' })).toBe('/v1/people.csv?department=Sales')
})
