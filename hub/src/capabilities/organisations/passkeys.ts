import { isIP } from 'node:net'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { AtriumError } from '../../kernel/errors.ts'
import type { PasskeyAssertion, PasskeyRegistration } from './model/passkey.ts'
import type { PasskeyRow } from './sql/rows.ts'

/** COSE algorithms that a passkey may sign with, the best first: EdDSA, ES256, RS256. */
export const passkeyAlgorithms = [-8, -7, -257]
export const passkeyTimeoutMs = 300_000

/** Who asks for passkeys (WebAuthn §4, relying party): the installation's own host name and origin. */
export interface RelyingParty {
  id: string
  origin: string
}

/** @throws AtriumError `conflict` where the installation is reached by a number: a passkey belongs to a name (§5.1.3) */
export function relyingParty(installationUrl: string): RelyingParty {
  const { hostname, origin, protocol } = new URL(installationUrl)
  const bare = hostname.replace(/^\[|\]$/g, '')
  const secure = protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost')
  if (isIP(bare) !== 0 || !secure)
    throw new AtriumError('conflict', {
      reason: 'passkeys_need_a_name',
      detail: `Browsers make passkeys only for https and a host name, not for ${origin}.`,
      next: 'Set a password, or have ATRIUM_URL name a host: https://…, or http://localhost:… on one machine.',
    })
  return { id: hostname, origin }
}

/** What an authenticator keeps of an account: its id, which says nothing about the person (WebAuthn §14.6.1). */
export const userHandle = (accountId: string): string => Buffer.from(accountId).toString('base64url')

export interface NewPasskey {
  credentialId: string
  publicKey: Uint8Array
  counter: number
  transports: string[]
}

/** Challenges are single use: it takes the one that the browser signed, and says whether it was given to this browser. */
export type TakeChallenge = (challenge: string) => Promise<boolean>

/**
 * WebAuthn §7.1: registering a new credential. Attestation is neither asked for nor looked at.
 *
 * @returns undefined where anything is not as it must be
 */
export async function verifyRegistration(
  party: RelyingParty,
  registration: PasskeyRegistration,
  takeChallenge: TakeChallenge,
): Promise<NewPasskey | undefined> {
  const { id, rawId, type, response } = registration
  const verified = await attempt(() =>
    verifyRegistrationResponse({
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: { clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject },
      },
      expectedChallenge: takeChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: passkeyAlgorithms,
    }),
  )
  if (!verified?.verified) return undefined
  const { credential } = verified.registrationInfo
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: response.transports,
  }
}

/**
 * WebAuthn §7.2: verifying an assertion.
 *
 * @returns the authenticator's new signature count, or undefined where anything is not as it must be
 */
export async function verifyAssertion(
  party: RelyingParty,
  passkey: PasskeyRow,
  assertion: PasskeyAssertion,
  takeChallenge: TakeChallenge,
): Promise<number | undefined> {
  const { id, rawId, type, response } = assertion
  const { clientDataJSON, authenticatorData, signature } = response
  const verified = await attempt(() =>
    verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData, signature },
      },
      expectedChallenge: takeChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
    }),
  )
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined
}

/** The library tells every refusal by throwing; what the database throws on the way is no refusal. */
async function attempt<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify()
  } catch (error) {
    if (error instanceof AtriumError || (error instanceof Error && 'severity' in error)) throw error
    return undefined
  }
}
