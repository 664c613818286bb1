import { z } from 'zod'

/**
 * What a browser's `navigator.credentials` takes and gives, in the JSON forms of Web Authentication Level 3 §5.1.8 to
 * §5.1.10, which `PublicKeyCredential.parseCreationOptionsFromJSON` and `toJSON` speak. Extensions are neither asked for
 * nor read.
 */
const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/, 'is not base64url')

export const PublicKeyType = z.enum(['public-key']).meta({ id: 'PublicKeyType' })
export const UserVerification = z.enum(['required']).meta({ id: 'UserVerification' })
export const ResidentKey = z.enum(['required']).meta({ id: 'ResidentKey' })
export const Attestation = z.enum(['none']).meta({ id: 'AttestationConveyance' })

const RelyingParty = z.object({ id: z.string(), name: z.string() }).meta({ id: 'PasskeyRelyingParty' })
const PasskeyUser = z.object({ id: base64url, name: z.string(), displayName: z.string() }).meta({ id: 'PasskeyUser' })
const PasskeyAlgorithm = z
  .object({ type: PublicKeyType, alg: z.int().describe('COSE algorithm identifier') })
  .meta({ id: 'PasskeyAlgorithm' })
const PasskeyDescriptor = z
  .object({ type: PublicKeyType, id: base64url, transports: z.array(z.string()) })
  .meta({ id: 'PasskeyDescriptor' })
const AuthenticatorSelection = z
  .object({ residentKey: ResidentKey, requireResidentKey: z.boolean(), userVerification: UserVerification })
  .meta({ id: 'PasskeyAuthenticatorSelection' })

export const PasskeyCreationOptions = z
  .object({
    challenge: base64url,
    rp: RelyingParty,
    user: PasskeyUser,
    pubKeyCredParams: z.array(PasskeyAlgorithm),
    timeout: z.int().describe('Milliseconds'),
    excludeCredentials: z.array(PasskeyDescriptor),
    authenticatorSelection: AuthenticatorSelection,
    attestation: Attestation,
  })
  .meta({ id: 'PasskeyCreationOptions' })

export const PasskeyRequestOptions = z
  .object({
    challenge: base64url,
    rpId: z.string(),
    timeout: z.int().describe('Milliseconds'),
    userVerification: UserVerification,
  })
  .meta({ id: 'PasskeyRequestOptions' })

const credentialId = base64url.min(1).max(1_400)

export const PasskeyRegistration = z
  .object({
    id: credentialId,
    rawId: credentialId,
    type: PublicKeyType,
    response: z
      .object({
        clientDataJSON: base64url.max(10_000),
        attestationObject: base64url.max(20_000),
        transports: z.array(z.string().max(32)).max(10).default([]),
      })
      .meta({ id: 'PasskeyAttestationResponse' }),
  })
  .meta({ id: 'PasskeyRegistration' })
export type PasskeyRegistration = z.output<typeof PasskeyRegistration>

export const PasskeyAssertion = z
  .object({
    id: credentialId,
    rawId: credentialId,
    type: PublicKeyType,
    response: z
      .object({
        clientDataJSON: base64url.max(10_000),
        authenticatorData: base64url.max(10_000),
        signature: base64url.max(10_000),
        userHandle: base64url.max(200).nullish(),
      })
      .meta({ id: 'PasskeyAssertionResponse' }),
  })
  .meta({ id: 'PasskeyAssertion' })
export type PasskeyAssertion = z.output<typeof PasskeyAssertion>
