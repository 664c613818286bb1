import type { Random } from '../../kernel/random.ts'
import type { Clock } from '../../kernel/time.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log/log.ts'
import type { SigningKey } from '../../platform/vault/index.ts'
import type { PasswordCost } from './passwords.ts'

/** What this room needs of the installation; nothing is reached until something is called. */
export interface OrganisationsParts {
  database: Database
  clock: Clock
  random: Random
  newId: () => string
  log: Log
  /** where browsers find this installation, without a path: `https://atrium.example.org` */
  url: string
  /** signs access tokens */
  signing: SigningKey
  /** cheaper in tests; RFC 9106's otherwise */
  passwordCost?: PasswordCost
}
