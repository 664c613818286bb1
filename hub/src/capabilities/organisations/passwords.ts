import { type Argon2Parameters, argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Random } from '../../kernel/random.ts'

/** Argon2id's costs (RFC 9106 §3.1): memory in KiB, passes, lanes. */
export interface PasswordCost {
  memory: number
  passes: number
  parallelism: number
}

/** RFC 9106 §4, the second recommended option (64 MiB, for where 2 GiB a sign-in is too much); above OWASP's minimum. */
export const recommendedCost: PasswordCost = { memory: 65_536, passes: 3, parallelism: 4 }

const saltBytes = 16
const tagBytes = 32
const argon2id = promisify((parameters: Argon2Parameters, done: (error: Error | null, tag: Buffer) => void) =>
  argon2('argon2id', parameters, done),
)

export interface Passwords {
  /** the PHC string `$argon2id$v=19$m=…,t=…,p=…$salt$tag` */
  hash(password: string): Promise<string>
  /** false where there is no hash, after the same work, so that the time does not tell who has a password */
  matches(hash: string | undefined, password: string): Promise<boolean>
  /** whether a hash was made with other costs than today's */
  outdated(hash: string): boolean
}

export function createPasswords(random: Random, cost: PasswordCost = recommendedCost): Passwords {
  return {
    async hash(password) {
      const salt = Buffer.from(random.bytes(saltBytes))
      return write(cost, salt, await tagOf(password, salt, cost))
    },
    async matches(hash, password) {
      const kept = hash === undefined ? undefined : read(hash)
      const { cost: costs, salt, tag } = kept ?? { cost, salt: Buffer.alloc(saltBytes), tag: Buffer.alloc(tagBytes) }
      const found = await tagOf(password, salt, costs)
      return kept !== undefined && found.length === tag.length && timingSafeEqual(found, tag)
    },
    outdated: (hash) => !hash.startsWith(head(cost)),
  }
}

/** The same password typed on another keyboard has the same code points (NIST SP 800-63B §3.1.1.2: NFKC). */
const tagOf = (password: string, salt: Buffer, { memory, passes, parallelism }: PasswordCost): Promise<Buffer> =>
  argon2id({
    message: Buffer.from(password.normalize('NFKC')),
    nonce: salt,
    memory,
    passes,
    parallelism,
    tagLength: tagBytes,
  })

const head = ({ memory, passes, parallelism }: PasswordCost): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$`

const write = (cost: PasswordCost, salt: Buffer, tag: Buffer): string => `${head(cost)}${base64(salt)}$${base64(tag)}`
const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

function read(hash: string): { cost: PasswordCost; salt: Buffer; tag: Buffer } {
  const [, memory, passes, parallelism, salt, tag] = form.exec(hash) ?? []
  if (!salt || !tag) throw new Error('a kept password hash has a form that this program does not know')
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}
