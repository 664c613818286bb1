import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../../kernel/random.ts'

/** 256 random bits as 43 characters (Microsoft takes 128), and their hash, which alone is kept. */
export function newClientState(random: Random): { clientState: string; hash: Uint8Array } {
  const clientState = Buffer.from(random.bytes(32)).toString('base64url')
  return { clientState, hash: hashOf(clientState) }
}

/** Whether a notification repeats the secret of its subscription, told in the same time whatever it brings. */
export const isClientState = (brought: string, hash: Uint8Array): boolean => timingSafeEqual(hashOf(brought), hash)

const hashOf = (clientState: string): Buffer => createHash('sha256').update(clientState).digest()
