import { expect, test } from 'vitest'
import { CloudAddressRefused, microsoftCloud } from './cloud.ts'

test('the worldwide cloud is used where nothing else is said', () => {
  expect(microsoftCloud()).toEqual({
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    graphResource: 'https://graph.microsoft.com',
    plainHttp: false,
    onThisMachine: false,
  })
})

test.each(['http://127.0.0.1:4000', 'http://127.200.3.4', 'http://[::1]:4000', 'http://localhost:4000'])(
  'plain http is taken on loopback: %s',
  (address) => {
    expect(microsoftCloud({ authority: address, graph: address }).plainHttp).toBe(true)
  },
)

test('Graph’s name in scopes is its own address, except for a stand-in on this machine', () => {
  expect(microsoftCloud({ graph: 'https://graph.microsoft.us' }).graphResource).toBe('https://graph.microsoft.us')
  expect(microsoftCloud({ graph: 'https://localhost:8443' }).graphResource).toBe('https://graph.microsoft.com')
})

test.each([
  'http://login.microsoftonline.com',
  'http://10.0.0.1',
  'http://127.0.0.1.example.test',
  'http://localhost.example.test',
  'ftp://localhost',
  'https://user:secret@login.microsoftonline.com',
  'https://login.microsoftonline.com/organizations',
  'https://login.microsoftonline.com?x=1',
  'login.microsoftonline.com',
])('any other address is refused: %s', (address) => {
  expect(() => microsoftCloud({ authority: address })).toThrow(CloudAddressRefused)
  expect(() => microsoftCloud({ graph: address })).toThrow(CloudAddressRefused)
})
