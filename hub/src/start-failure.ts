import { RegistrationsUnusable } from './capabilities/connections/index.ts'
import { ConfigUnusable } from './config.ts'
import { CloudAddressRefused } from './microsoft/index.ts'
import { MigrationRefused } from './platform/database/migrations/refused.ts'
import { VaultError } from './platform/vault/index.ts'

/** Why a command of the hub ended, for a person and for the program that started it. */
export interface StartFailure {
  code: string
  message: string
  next: string
  exit: number
}

/** The sentence and the next step for everything that may stand in the way of a start; anything else is told as it is. */
export function failureOf(error: unknown): StartFailure {
  if (error instanceof MigrationRefused)
    return { code: error.code, message: error.message, next: error.next, exit: error.code === 'schema_newer' ? 3 : 1 }
  if (error instanceof ConfigUnusable)
    return {
      code: 'config_unusable',
      message: error.message,
      next: 'The settings are described in docs/own-postgresql.md.',
      exit: 2,
    }
  if (error instanceof RegistrationsUnusable)
    return {
      code: 'registrations_unusable',
      message: error.message,
      next: 'Correct the file that ATRIUM_REGISTRATIONS names.',
      exit: 2,
    }
  if (error instanceof CloudAddressRefused)
    return {
      code: 'address_refused',
      message: error.message,
      next: 'Only https addresses are used, and the simulated cloud on this machine.',
      exit: 2,
    }
  if (error instanceof VaultError) return { code: error.code, message: error.message, next: error.next, exit: 1 }
  const system = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (system === 'EADDRINUSE')
    return {
      code: 'port_busy',
      message: error instanceof Error ? error.message : '',
      next: 'Choose another port with ATRIUM_PORT, or end what uses it.',
      exit: 1,
    }
  if (['ECONNREFUSED', 'ENOTFOUND', '28P01', '3D000', '28000', '57P03'].includes(system))
    return {
      code: 'database_unreachable',
      message: 'The database does not answer, or does not let Atrium in.',
      next: 'Check the address and that PostgreSQL runs; run `migrate` first.',
      exit: 1,
    }
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
    next: 'The log tells more.',
    exit: 1,
  }
}
