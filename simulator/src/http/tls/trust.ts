import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LeafFor } from '../entrance.ts'
import { LOOPBACK, SIMULATED_HOSTS } from '../hosts.ts'
import type { Authority } from './certificate.ts'
import { leafSource, simulatedSubjects } from './leaves.ts'
import type { Permitted } from './name-constraints.ts'

/** What a client must trust: the certificates, and the file that holds them. */
export interface TrustedCertificates {
  readonly pem: string
  readonly file: string
}

export interface Trust {
  /** Certificates for the simulated hosts and this machine. */
  readonly leafFor: LeafFor
  /** Certificates for any other host. */
  readonly otherLeafFor: LeafFor
  trusted(): Promise<TrustedCertificates>
  close(): void
}

export interface TrustOptions {
  /** Where the authority is kept; without a folder it lives in memory and ends with the simulator. */
  readonly folder: string | undefined
  /** Whether clients are also to trust certificates for hosts that are not simulated. */
  readonly isForOthers: boolean
  /** Real time, by which clients judge certificates. */
  readonly now: () => number
  readonly warn: (sentence: string) => void
}

/** A constraint on a name holds for everything below it, so that a wildcard's is its domain. */
const PERMITTED: Permitted = {
  names: [...LOOPBACK.names, ...SIMULATED_HOSTS.map(({ name }) => name.replace('*.', ''))],
  addresses: LOOPBACK.addresses,
}

/**
 * The simulator's certificates, made when they are first needed. The authority that is kept can vouch for the simulated
 * hosts alone. One that could vouch for any host exists only where other hosts are swallowed, and its key only in the
 * memory of that process: what it says is worth nothing once the simulator has ended.
 */
export function createTrust({ folder, isForOthers, now, warn }: TrustOptions): Trust {
  let temporary: string | undefined
  const own = once(() => openAuthority(folder, now(), warn))
  const other = once(async () => (await import('./certificate.ts')).createAuthority(now()))
  const trusted = once(async () => {
    const { authority, file } = await own()
    if (file !== undefined && !isForOthers) return { pem: authority.cert, file }
    temporary = mkdtempSync(join(tmpdir(), 'simulated-microsoft-'))
    const pem = isForOthers ? authority.cert + (await other()).cert : authority.cert
    const here = join(temporary, 'ca.pem')
    writeFileSync(here, pem)
    return { pem, file: here }
  })
  return {
    leafFor: leafSource(async () => (await own()).authority, simulatedSubjects, now),
    otherLeafFor: leafSource(other, (name = 'unnamed.invalid') => [name], now),
    trusted,
    close: () => {
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true })
    },
  }
}

async function openAuthority(
  folder: string | undefined,
  now: number,
  warn: (sentence: string) => void,
): Promise<{ authority: Authority; file?: string }> {
  if (folder !== undefined) {
    try {
      const { keptAuthority } = await import('./authority-store.ts')
      return await keptAuthority(folder, PERMITTED, now)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
      warn(
        `No certificate authority can be kept in ${folder} (${error.message}): this one ends with the simulator. ` +
          'Name a folder that can be written with --ca-dir',
      )
    }
  }
  const { createAuthority } = await import('./certificate.ts')
  return { authority: await createAuthority(now, PERMITTED) }
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => {
    made ??= make()
    return made
  }
}
