import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Refusal } from './messages.ts'

/** What `npm start` was asked for. */
export interface StartOptions {
  port: number
  dataDir: string
  simulator: boolean
  people: number
  seed: number
  /** The owner's address of a PostgreSQL of one's own; undefined for the embedded one. Holds a password. */
  databaseUrl: string | undefined
}

/** Shown by `npm start -- --help`. */
export const USAGE = `npm start -- [options]

  --port N          port of the console and the API on 127.0.0.1 (7400)
  --data-dir DIR    where everything that must last is kept (.atrium)
  --no-simulator    do not start the simulated Microsoft cloud; connect real tenancies only
  --people N        people in the simulated company (2500); counts for a new data folder
  --seed N          seed of the simulated company (7); counts for a new data folder

  DATABASE_URL      uses your own PostgreSQL 17 or newer: the address of a role that may create roles and tables
`

/** Reads the command line. Throws a Refusal for what it does not understand; undefined when help was asked for. */
export function readOptions(
  args: string[],
  environment: { DATABASE_URL?: string | undefined },
  root: string,
): StartOptions | undefined {
  const values = parse(args)
  if (values.help === true) return undefined
  return {
    port: whole('--port', values.port, 1, 65_535),
    dataDir: resolve(root, values['data-dir']),
    simulator: !values['no-simulator'],
    people: whole('--people', values.people, 1, 2_000_000),
    seed: whole('--seed', values.seed, 0, 2 ** 31 - 1),
    databaseUrl: postgresAddress(environment.DATABASE_URL),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '7400' },
        'data-dir': { type: 'string', default: '.atrium' },
        'no-simulator': { type: 'boolean', default: false },
        people: { type: 'string', default: '2500' },
        seed: { type: 'string', default: '7' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (cause) {
    const what = cause instanceof Error ? cause.message.split('. ')[0] : 'an option is not understood'
    throw new Refusal(`${what}.`, 'See `npm start -- --help`.', { cause })
  }
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Refusal(
      `${name} is ${text}; it must be a whole number from ${least} to ${most}.`,
      'See `npm start -- --help`.',
    )
  }
  return value
}

function postgresAddress(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) {
    throw new Refusal(
      'DATABASE_URL is not the address of a PostgreSQL database.',
      'Write it as postgres://user:password@host:5432/database, or unset it to use the embedded database.',
    )
  }
  return text
}
