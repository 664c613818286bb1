import { expect, test } from 'vitest'
import { microsoftError } from './atrium-error.ts'
import { CertificateUnusable } from './entra/credential.ts'
import { MetadataRejected } from './entra/metadata.ts'
import { refusal } from './entra/refusal.ts'
import { Refused } from './entra/refused.ts'
import { GraphThrottled, PermissionMissing } from './graph/failures.ts'
import { CredentialRefused } from './graph/token-source.ts'

test.each([
  [new Refused(refusal('secret_expired')), 'microsoft_refused', 'secret_expired'],
  [new CredentialRefused(refusal('throttled')), 'microsoft_unavailable', 'throttled'],
  [new CertificateUnusable('x'), 'invalid_input', 'certificate_unusable'],
  [new MetadataRejected('x'), 'microsoft_refused', 'metadata_rejected'],
  [new PermissionMissing({ path: '/users' }), 'microsoft_refused', 'permission_missing'],
  [new GraphThrottled({ path: '/users' }, 1), 'microsoft_unavailable', 'throttled'],
])('%s', (error, code, reason) => {
  expect(microsoftError(error)).toMatchObject({ code, details: { reason } })
})

test('what this room did not throw is not its business', () => {
  expect(microsoftError(new Error('x'))).toBeUndefined()
})
