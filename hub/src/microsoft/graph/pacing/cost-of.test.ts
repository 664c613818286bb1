import { describe, expect, test } from 'vitest'
import { costOf, costOfAll } from './cost-of.ts'
import type { Charge } from './pacer.ts'

const cost = (path: string, method = 'GET') => costOf(new URL(`https://graph.microsoft.com/v1.0${path}`), method)

describe('the directory counts resource units', () => {
  test.each([
    ['/users', 2],
    ['/users?$select=id', 1],
    ['/users?$top=5', 1],
    ['/users?$top=20', 2],
    ['/users?$expand=manager', 3],
    ['/users?$select=id&$expand=manager', 2],
    ['/users/delta?$select=id', 1],
    ['/groups/g/members', 3],
    ['/groups/g/members?$select=id&$top=999', 2],
    ["/groups('g')/members", 3],
    ['/groups/g/transitiveMembers/microsoft.graph.user', 5],
    ['/users/u/memberOf', 2],
    ['/subscribedSkus', 3],
    ['/oauth2PermissionGrants', 2],
    ['/servicePrincipals/s/appRoleAssignments', 2],
    ['/servicePrincipals/s/appRoleAssignedTo', 1],
    ['/organization?$select=id&$top=1', 1],
    ['/subscriptions', 1],
  ])('%s costs %i', (path, units) => {
    expect(cost(path)).toEqual([{ limit: 'directory', units }])
  })
})

describe('what changes the directory counts as a write too', () => {
  const writes: Charge[] = [
    { limit: 'directory', units: 1 },
    { limit: 'directoryWrites', units: 1 },
  ]
  test.each([
    ['POST', '/groups'],
    ['PATCH', '/users/u'],
    ['DELETE', '/groups/g/members/u/$ref'],
    ['PUT', '/users/u/manager/$ref'],
    ['POST', '/subscriptions'],
  ])('%s %s', (method, path) => {
    expect(cost(path, method)).toEqual(writes)
  })

  test.each([
    ['/directoryObjects/getByIds', 3],
    ['/users/u/checkMemberGroups', 4],
    ['/users/u/getMemberGroups', 2],
  ])('but POST %s only asks, for %i', (path, units) => {
    expect(cost(path, 'POST')).toEqual([{ limit: 'directory', units }])
  })
})

describe('other services have limits of their own', () => {
  const places: [string, string, Charge[]][] = [
    ['GET', '/auditLogs/signIns?$top=1000', [{ limit: 'reports', units: 1 }]],
    ['GET', '/auditLogs/directoryAudits', [{ limit: 'reports', units: 1 }]],
    ['GET', '/reports/authenticationMethods/userRegistrationDetails', [{ limit: 'reports', units: 1 }]],
    [
      'GET',
      "/reports/getTeamsUserActivityUserDetail(period='D7')",
      [{ limit: 'usageReports', place: 'reports/getteamsuseractivityuserdetail', units: 1 }],
    ],
    ['GET', '/identityProtection/riskyUsers', [{ limit: 'identityProtection', units: 1 }]],
    ['GET', '/identity/conditionalAccess/policies', [{ limit: 'identityProtection', units: 1 }]],
    ['GET', '/users/Ada@example.test/events', [{ limit: 'outlook', place: 'users/ada@example.test', units: 1 }]],
    ['GET', "/users('u')/calendar/getSchedule", [{ limit: 'outlook', place: 'users/u', units: 1 }]],
    ['POST', '/users/u/sendMail', [{ limit: 'outlook', place: 'users/u', units: 1 }]],
    ['GET', '/groups/g/threads', [{ limit: 'outlook', place: 'groups/g', units: 1 }]],
    ['GET', '/me/messages/m', [{ limit: 'outlook', place: 'me', units: 1 }]],
    ['GET', '/sites/s', [{ limit: 'sharePoint', units: 1 }]],
    ['GET', '/sites/s/lists', [{ limit: 'sharePoint', units: 2 }]],
    ['GET', '/sites/s/lists/l/items?$top=5000', [{ limit: 'sharePoint', units: 2 }]],
    ['GET', '/sites/s/lists/l/items/delta', [{ limit: 'sharePoint', units: 1 }]],
    ['PATCH', '/sites/s/lists/l/items/1/fields', [{ limit: 'sharePoint', units: 2 }]],
    ['POST', '/sites/s/permissions', [{ limit: 'sharePoint', units: 5 }]],
    ['GET', '/users/u/drive/root/children', [{ limit: 'sharePoint', units: 2 }]],
    ['GET', '/drives/d/items/i/content', [{ limit: 'sharePoint', units: 1 }]],
    ['GET', '/users/u/joinedTeams', [{ limit: 'teams', units: 1 }]],
    [
      'POST',
      '/teams/T/channels/c/messages',
      [
        { limit: 'teamsPlace', place: 'teams/t', units: 1 },
        { limit: 'teams', units: 1 },
      ],
    ],
    [
      'GET',
      '/chats/c/messages',
      [
        { limit: 'teamsPlace', place: 'chats/c', units: 1 },
        { limit: 'teams', units: 1 },
      ],
    ],
  ]
  test.each(places)('%s %s', (method, path, charges) => {
    expect(cost(path, method)).toEqual(charges)
  })
})

test('a batch costs what its requests cost, by limit and place', () => {
  const costs = ['/users', '/groups/g/members', '/users/a/events', '/users/b/events', '/users/a/messages']
  expect(costOfAll(costs.map((path) => cost(path)))).toEqual([
    { limit: 'directory', units: 5 },
    { limit: 'outlook', place: 'users/a', units: 2 },
    { limit: 'outlook', place: 'users/b', units: 1 },
  ])
})
