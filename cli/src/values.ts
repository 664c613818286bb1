import { readFile } from 'node:fs/promises'
import { type Contract, type Field, plain, typeOf } from './contract.ts'
import { Failure, usageExit } from './failure.ts'
import type { Io } from './io.ts'
import type { Values } from './request.ts'

/**
 * The texts of a command line as the values that its operation takes. What goes into a body may be read from a file
 * (`@secret.txt`) or from standard input (`-`); a secret must be, so that it stands in no shell's history.
 */
export async function readValues(
  fields: readonly Field[],
  texts: Readonly<Record<string, unknown>>,
  { schemas }: Contract,
  io: Io,
): Promise<Values> {
  const values: Record<string, unknown> = {}
  for (const field of fields) {
    const given = texts[field.name]
    if (given === undefined) continue
    const type = typeOf(plain(field.schema, schemas))
    values[field.name] = typeof given === 'string' ? await valueFrom(field, given, type, io) : given
  }
  return values
}

async function valueFrom(field: Field, text: string, type: string | undefined, io: Io): Promise<unknown> {
  if (field.place !== 'body') return text
  const isElsewhere = text === '-' || text.startsWith('@')
  if (field.schema.writeOnly && !isElsewhere)
    throw new Failure(`--${flagOf(field.name)} is a secret.`, {
      next: `Put it in a file and give --${flagOf(field.name)} @FILE, or give - and type it.`,
      exit: usageExit,
    })
  const read = isElsewhere ? await readElsewhere(text, io) : text
  if (type === 'integer' || type === 'number') return Number(read)
  if (type !== 'object' && type !== undefined) return read
  try {
    return JSON.parse(read)
  } catch {
    throw new Failure(`--${flagOf(field.name)} must be JSON.`, {
      next: 'Give it as text or as @FILE.',
      exit: usageExit,
    })
  }
}

async function readElsewhere(text: string, io: Io): Promise<string> {
  if (text === '-') return (await io.input()).replace(/\r?\n$/, '')
  const path = text.slice(1)
  return readFile(path, 'utf8').catch(() => {
    throw new Failure(`${path} cannot be read.`, { next: 'Check the name of the file.', exit: usageExit })
  })
}

/** `includeGuests` → `include-guests` */
export const flagOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
