import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { hours } from '../../kernel/time.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { jsonAnswer, within } from './answer.ts'
import { MetadataRejected } from './metadata.ts'

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

export interface SigningKeys {
  /** finds a token's key by its `kid`; the keys are read again, once per token, where the `kid` is not among the known ones */
  at(jwksUri: string, signal?: AbortSignal): JWTVerifyGetKey
}

const keptFor = hours(24)

/**
 * The keys that sign ID tokens. Microsoft changes them often and at once in an emergency
 * (learn.microsoft.com/entra/identity-platform/signing-key-rollover), so an unknown `kid` means "read again", not "forged".
 */
export function signingKeys(ports: MicrosoftPorts): SigningKeys {
  const kept = new Map<string, { until: number; keys: JSONWebKeySet }>()

  async function read(jwksUri: string, signal?: AbortSignal): Promise<JSONWebKeySet> {
    const body = await jsonAnswer(
      () =>
        ports.fetch(jwksUri, {
          headers: { accept: 'application/json' },
          redirect: 'manual',
          signal: within(ports, signal),
        }),
      signal,
    )
    const keys = KeySet.safeParse(body)
    if (!keys.success) throw new MetadataRejected('The identity platform did not answer with a set of keys.')
    kept.set(jwksUri, { until: ports.clock.now().getTime() + keptFor, keys: keys.data })
    return keys.data
  }

  return {
    at: (jwksUri, signal) => async (header, token) => {
      const known = kept.get(jwksUri)
      if (known !== undefined && known.until > ports.clock.now().getTime()) {
        try {
          return await createLocalJWKSet(known.keys)(header, token)
        } catch (error) {
          if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        }
      }
      return createLocalJWKSet(await read(jwksUri, signal))(header, token)
    },
  }
}
