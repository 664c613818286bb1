import { parseArgs } from 'node:util'
import { CLIENTS, unknownNames } from './table.ts'

export const USAGE = `npm run conformance -- [options]
  --only NAMES     some clients, with commas between: msal-node, or msal-node/direct for one way alone
  --out FILE       where the results go as JSON (conformance-results.json in the folder that git ignores)
  --minutes N      how long one client may take (10)
  --people N       users of the simulated tenancy (250)
  --keep           leaves the folders in which the clients ran, and says where they are
`

export interface Options {
  readonly help: boolean
  readonly only: readonly string[]
  readonly out: string | undefined
  readonly minutes: number
  readonly people: number
  readonly keep: boolean
}

/** A command line that cannot be run, in a sentence. */
export class BadCommandLine extends Error {}

/** Reads the command line. */
export function readOptions(args: string[]): Options {
  const { values } = parsed(args)
  const only = values.only?.split(',').filter(Boolean) ?? []
  const unknown = unknownNames(only)
  if (unknown.length > 0) {
    const names = [...new Set(CLIENTS.map(({ name }) => name))].join(', ')
    throw new BadCommandLine(`--only: there is no client ${unknown.join(', ')}; there are ${names}`)
  }
  return {
    help: values.help === true,
    only,
    out: values.out,
    minutes: whole(values.minutes, 'minutes', 10, 1),
    people: whole(values.people, 'people', 250, 20),
    keep: values.keep === true,
  }
}

function parsed(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({ args, options: { only: text, out: text, minutes: text, people: text, keep: flag, help: flag } })
  } catch (cause) {
    throw new BadCommandLine(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

function whole(value: string | undefined, name: string, fallback: number, least: number): number {
  const number = value === undefined ? fallback : Number(value)
  if (!Number.isInteger(number) || number < least)
    throw new BadCommandLine(`--${name} must be a whole number of at least ${least}, not ${value}`)
  return number
}
