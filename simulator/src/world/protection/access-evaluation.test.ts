import { expect, test } from 'vitest'
import type { Properties } from '../model.ts'
import { type PolicyResult, resultOf, type SignInFacts } from './access-evaluation.ts'
import { wholePolicy } from './access-policy.ts'

const FACTS: SignInFacts = {
  userId: 'ada',
  isGuest: false,
  groupIds: () => new Set(['engineers']),
  roleTemplateIds: () => new Set(['global-administrator']),
  appId: 'portal',
  clientAppType: 'browser',
  deviceIsCompliant: false,
  usedMfa: false,
  isInTrustedPlace: true,
  wasLetIn: false,
}

const everyone = { includeUsers: ['All'] }
const everything = { includeApplications: ['All'] }
const MFA = { operator: 'OR', builtInControls: ['mfa'] }

function result(conditions: Properties, grantControls: Properties, facts: Partial<SignInFacts>, state = 'enabled') {
  const given = { applications: everything, users: everyone, ...conditions }
  const properties = wholePolicy({ displayName: 'A policy', state, conditions: given, grantControls })
  return resultOf({ id: 'policy', kind: 'conditionalAccessPolicy', properties }, { ...FACTS, ...facts })
}

test.each<[string, Properties, Properties, Partial<SignInFacts>, PolicyResult]>([
  ['everyone', {}, MFA, {}, 'failure'],
  ['who used a second factor', {}, MFA, { usedMfa: true }, 'success'],
  ['who was let in', {}, MFA, { wasLetIn: true }, 'success'],
  ['who is excluded', { users: { ...everyone, excludeUsers: ['ada'] } }, MFA, {}, 'notApplied'],
  ['a member of an included group', { users: { includeGroups: ['engineers'] } }, MFA, {}, 'failure'],
  ['a member of an excluded group', { users: { ...everyone, excludeGroups: ['engineers'] } }, MFA, {}, 'notApplied'],
  ['a holder of an included role', { users: { includeRoles: ['global-administrator'] } }, MFA, {}, 'failure'],
  ['a member, by a policy for guests', { users: { includeUsers: ['GuestsOrExternalUsers'] } }, MFA, {}, 'notApplied'],
  ['a guest', { users: { includeUsers: ['GuestsOrExternalUsers'] } }, MFA, { isGuest: true }, 'failure'],
  ['another application', { applications: { includeApplications: ['mail'] } }, MFA, {}, 'notApplied'],
  [
    'an excluded application',
    { applications: { ...everything, excludeApplications: ['portal'] } },
    MFA,
    {},
    'notApplied',
  ],
  ['another kind of client', { clientAppTypes: ['other'] }, MFA, {}, 'notApplied'],
  [
    'a trusted place that is excluded',
    { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
    MFA,
    {},
    'notApplied',
  ],
  [
    'a strange place',
    { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
    MFA,
    { isInTrustedPlace: false },
    'failure',
  ],
  ['a blocked client', {}, { operator: 'OR', builtInControls: ['block'] }, { usedMfa: true }, 'failure'],
  [
    'one of two controls under OR',
    {},
    { operator: 'OR', builtInControls: ['mfa', 'compliantDevice'] },
    { deviceIsCompliant: true },
    'success',
  ],
  [
    'one of two controls under AND',
    {},
    { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] },
    { deviceIsCompliant: true },
    'failure',
  ],
])('a policy on %s', (_, conditions, controls, facts, expected) => {
  expect(result(conditions, controls, facts)).toBe(expected)
})

test('a policy that only reports says what it would have done', () => {
  const reporting = 'enabledForReportingButNotEnforced'
  expect(result({}, MFA, { wasLetIn: true }, reporting)).toBe('reportOnlyFailure')
  expect(result({}, MFA, { usedMfa: true }, reporting)).toBe('reportOnlySuccess')
  expect(result({ clientAppTypes: ['other'] }, MFA, {}, reporting)).toBe('reportOnlyNotApplied')
})

test('a disabled policy is not asked', () => {
  expect(result({}, MFA, {}, 'disabled')).toBe('notEnabled')
})
