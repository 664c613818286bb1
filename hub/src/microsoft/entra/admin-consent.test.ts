import { expect, test } from 'vitest'
import { microsoftCloud } from '../cloud.ts'
import { clientId, tenancyA } from '../testing/identity-stand-in.ts'
import { adminConsentUrl, readAdminConsent } from './admin-consent.ts'
import { tenancySegment } from './tenancy.ts'

const answer = (parameters: Record<string, string>) => readAdminConsent(new URLSearchParams(parameters))

test('the address asks for everything registered, in the tenancy named', () => {
  const url = adminConsentUrl(microsoftCloud(), {
    tenancy: tenancySegment('organizations'),
    clientId,
    redirectUri: 'https://atrium.example.test/back?x=1',
    state: 's',
  })
  expect(url.origin + url.pathname).toBe('https://login.microsoftonline.com/organizations/v2.0/adminconsent')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: clientId,
    redirect_uri: 'https://atrium.example.test/back?x=1',
    state: 's',
    scope: 'https://graph.microsoft.com/.default',
  })
})

test('a consent carries the tenancy that it claims, and the scopes', () => {
  expect(answer({ admin_consent: 'True', tenant: tenancyA.toUpperCase(), state: 's', scope: 'a b' })).toEqual({
    kind: 'consented',
    state: 's',
    tenantId: tenancyA,
    scope: ['a', 'b'],
  })
})

test('a denial of v2.0 still says admin_consent=True', () => {
  const denied = answer({
    admin_consent: 'True',
    error: 'consent_required',
    error_description: 'AADSTS65004: declined',
    state: 's',
    tenant: tenancyA,
  })
  expect(denied).toMatchObject({ kind: 'denied', state: 's', refusal: { reason: 'consent_declined', aadsts: 65_004 } })
})

test('a denial of v2.0 without a number is a declined consent too', () => {
  expect(answer({ admin_consent: 'True', error: 'consent_required', state: 's' })).toMatchObject({
    refusal: { reason: 'consent_declined' },
  })
})

test('a denial of the older endpoint has no admin_consent', () => {
  const denied = answer({ error: 'permission_denied', error_description: 'The admin canceled the request', state: 's' })
  expect(denied).toMatchObject({ kind: 'denied', refusal: { reason: 'consent_declined' } })
})

test('a person who is no administrator is told so', () => {
  expect(answer({ error: 'consent_required', error_description: 'AADSTS90094: admin', state: 's' })).toMatchObject({
    refusal: { reason: 'admin_required' },
  })
})

test.each<Record<string, string>>([
  { admin_consent: 'True', tenant: tenancyA },
  { admin_consent: 'False', tenant: tenancyA, state: 's' },
  { admin_consent: 'True', tenant: 'contoso', state: 's' },
  { tenant: tenancyA, state: 's' },
])('anything else is malformed: %o', (parameters) => {
  expect(answer(parameters).kind).toBe('malformed')
})
