import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AadstsError } from './aadsts.ts'
import { audienceOf, GRAPH_APP_ID } from './resources.ts'
import { readScopes } from './scopes.ts'

const ORIGIN = 'http://127.0.0.1:8080'
const SHAREPOINT = '00000003-0000-0ff1-ce00-000000000000'
const OWN = '11111111-0000-4000-8000-00000000000a'

test.each<[string, string | undefined, string]>([
  ['User.Read', GRAPH_APP_ID, 'https://graph.microsoft.com'],
  ['https://graph.microsoft.com/User.Read', GRAPH_APP_ID, 'https://graph.microsoft.com'],
  ['https://graph.microsoft.com//.default', GRAPH_APP_ID, 'https://graph.microsoft.com/'],
  [`${GRAPH_APP_ID}/.default`, GRAPH_APP_ID, GRAPH_APP_ID],
  [`${ORIGIN}/.default`, GRAPH_APP_ID, 'https://graph.microsoft.com'],
  [`${ORIGIN}/v1.0/.default`, GRAPH_APP_ID, 'https://graph.microsoft.com'],
  [`${ORIGIN}0/.default`, undefined, `${ORIGIN}0`],
  [`api://${OWN}/Meters.Read`, OWN, `api://${OWN}`],
  ['https://kronwerk.sharepoint.com/.default', SHAREPOINT, 'https://kronwerk.sharepoint.com'],
  ['https://kronwerk-admin.sharepoint.com//.default', SHAREPOINT, 'https://kronwerk-admin.sharepoint.com'],
  ['https://kronwerk.sharepoint.com.evil.example/.default', undefined, 'https://kronwerk.sharepoint.com.evil.example'],
  [`${SHAREPOINT}/.default`, SHAREPOINT, SHAREPOINT],
  ['https://management.azure.com//.default', '797f4846-ba00-4fd7-ba43-dac1f8f63013', 'https://management.azure.com/'],
  ['https://unknown.example/.default', undefined, 'https://unknown.example'],
])('%s asks %s, with the audience %s', (text, appId, audience) => {
  const [resource] = readScopes(text, ORIGIN).resources
  expect(resource?.appId).toBe(appId)
  expect(audienceOf(resource?.identifier ?? '', ORIGIN)).toBe(audience)
})

describe('reading scopes', () => {
  test('is case-insensitive for known names, and joins what is asked of one resource', () => {
    const { oidc, resources } = readScopes('OpenID user.read https://graph.microsoft.com/Mail.Send openid', ORIGIN)
    expect(oidc).toEqual(['openid'])
    expect(resources).toEqual([{ identifier: '', appId: GRAPH_APP_ID, names: ['User.Read', 'Mail.Send'] }])
  })

  test('refuses .default beside named permissions of the same resource', () => {
    expect(() => readScopes('User.Read https://graph.microsoft.com/.default', ORIGIN)).toThrow('AADSTS70011')
  })

  test('ends in scopes or an AADSTS error, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { oidc, resources } = readScopes(text, ORIGIN)
          return oidc.length + resources.length >= 0
        } catch (error) {
          return error instanceof AadstsError
        }
      }),
    )
  })
})
