import { join, resolve } from 'node:path'
import { z } from 'zod'

const Environment = z.object({
  ATRIUM_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ATRIUM_DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ATRIUM_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:7400/'),
  ATRIUM_INBOUND_URL: z
    .union([
      z.literal('none'),
      z.url({ protocol: /^https$/ }),
      z.url({ protocol: /^http$/, hostname: /^(localhost|127(\.\d+){3}|\[::1\])$/ }),
    ])
    .optional(),
  ATRIUM_HOST: z.string().min(1).default('127.0.0.1'),
  ATRIUM_PORT: z.coerce.number().int().min(0).max(65_535).default(7400),
  ATRIUM_DATA_DIR: z.string().min(1).default('.atrium'),
  ATRIUM_KEYS_DIR: z.string().min(1).optional(),
  ATRIUM_REGISTRATIONS: z.string().min(1).optional(),
  ATRIUM_MICROSOFT_AUTHORITY: z.url().optional(),
  ATRIUM_GRAPH_URL: z.url().optional(),
  ATRIUM_CONSOLE_DIR: z.string().min(1).optional(),
  ATRIUM_TRUSTED_PROXIES: z.string().default(''),
  ATRIUM_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** How this process runs; every setting is an environment variable, described in docs/own-postgresql.md. */
export interface Config {
  databaseUrl: string
  /** without a slash at its end */
  publicUrl: string
  /** where Microsoft finds the inbound door, `none` for nowhere; undefined where it follows from `publicUrl` */
  inboundUrl: string | undefined
  host: string
  port: number
  dataDir: string
  /** the installation's keys: the same for every process of one installation */
  keysDir: string
  registrationsFile: string | undefined
  microsoft: { authority?: string; graph?: string }
  consoleFolder: string
  trustedProxies: string[]
  logLevel: z.infer<typeof Environment>['ATRIUM_LOG_LEVEL']
}

/** A setting is missing or unusable; the message names it and says what to put there. */
export class ConfigUnusable extends Error {
  override readonly name = 'ConfigUnusable'
}

const builtConsole = new URL('../../console/dist/', import.meta.url).pathname

/** @throws ConfigUnusable */
export function configOf(environment: NodeJS.ProcessEnv): Config {
  const env = read(environment)
  if (!env.ATRIUM_DATABASE_URL)
    throw new ConfigUnusable(
      'ATRIUM_DATABASE_URL is not set. Give it the address that `migrate` prints, or use `npm start`.',
    )
  const dataDir = resolve(env.ATRIUM_DATA_DIR)
  return {
    databaseUrl: env.ATRIUM_DATABASE_URL,
    publicUrl: env.ATRIUM_URL.replace(/\/+$/, ''),
    inboundUrl: env.ATRIUM_INBOUND_URL?.replace(/\/+$/, ''),
    host: env.ATRIUM_HOST,
    port: env.ATRIUM_PORT,
    dataDir,
    keysDir: env.ATRIUM_KEYS_DIR ? resolve(env.ATRIUM_KEYS_DIR) : join(dataDir, 'keys'),
    registrationsFile: env.ATRIUM_REGISTRATIONS,
    microsoft: {
      ...(env.ATRIUM_MICROSOFT_AUTHORITY && { authority: env.ATRIUM_MICROSOFT_AUTHORITY }),
      ...(env.ATRIUM_GRAPH_URL && { graph: env.ATRIUM_GRAPH_URL }),
    },
    consoleFolder: env.ATRIUM_CONSOLE_DIR ?? builtConsole,
    trustedProxies: env.ATRIUM_TRUSTED_PROXIES.split(',')
      .map((one) => one.trim())
      .filter(Boolean),
    logLevel: env.ATRIUM_LOG_LEVEL,
  }
}

/** The owner's address of the database, which only `migrate` has. @throws ConfigUnusable */
export function adminUrlOf(environment: NodeJS.ProcessEnv): string {
  const { ATRIUM_DATABASE_ADMIN_URL: url } = read(environment)
  if (!url) throw new ConfigUnusable("ATRIUM_DATABASE_ADMIN_URL is not set. Give it the database owner's address.")
  return url
}

function read(environment: NodeJS.ProcessEnv): z.infer<typeof Environment> {
  const parsed = Environment.safeParse(environment)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigUnusable(`These settings cannot be used: ${wrong.join('; ')}. Correct them and start again.`)
}
