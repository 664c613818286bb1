import { createServer } from 'node:net'
import { z } from 'zod'
import type { Cloud } from './cloud.ts'
import { type Program, startProgram } from './program.ts'

const Migrated = z.object({ applicationUrl: z.string() })
export const Ready = z.object({ ready: z.literal(true), url: z.url(), signInUrl: z.url() })

export const Working = z.object({ ready: z.literal(true), works: z.literal(true) })

/** The hub in a process of its own, used through its API by its first owner. */
export interface Hub {
  url: string
  program: Program
  /** a process of the same installation that does the work alone */
  startWorker(): Promise<Program>
  call(method: string, path: string, body?: object): Promise<unknown>
  /** the items of a stream, as they come */
  follow(path: string): AsyncGenerator<unknown>
}

/** Brings the schema up to date. @returns the application's address of the database */
export async function migrateHub(adminUrl: string): Promise<string> {
  const migration = startProgram('hub/src/main.ts', ['migrate'], { ATRIUM_DATABASE_ADMIN_URL: adminUrl })
  const { applicationUrl } = await migration.line(Migrated)
  await migration.ended
  return applicationUrl
}

/** What every process of one installation has in its environment. */
export const environmentOf = (place: { applicationUrl: string; dataDir: string; cloudUrl: string; port: number }) => ({
  ATRIUM_DATABASE_URL: place.applicationUrl,
  ATRIUM_DATA_DIR: place.dataDir,
  ATRIUM_PORT: String(place.port),
  ATRIUM_URL: `http://127.0.0.1:${place.port}`,
  // what a run costs is measured, not what wakes it
  ATRIUM_INBOUND_URL: 'none',
  ATRIUM_MICROSOFT_AUTHORITY: place.cloudUrl,
  ATRIUM_GRAPH_URL: place.cloudUrl,
  ATRIUM_LOG_LEVEL: 'warn',
})

/** The API answered with an error. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
  readonly status: number
  constructor(call: string, status: number, body: string) {
    super(`${call}: ${status} ${body}`)
    this.status = status
  }
}

/** How an owner who has signed in calls the API; rejects with what it said where it refuses. */
export type Send = (method: string, path: string, body?: object) => Promise<Response>

/** Uses the first owner's one-time link. */
export async function signIn(url: string, signInUrl: string): Promise<Send> {
  const origin = new URL(url).origin
  let cookie = ''
  const send: Send = async (method, path, body) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { origin, cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new CallRefused(`${method} ${path}`, response.status, await response.text())
    return response
  }
  const started = await send('POST', '/v1/session/link', { token: new URL(signInUrl).hash.slice(1) })
  cookie = started.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  await started.body?.cancel()
  return send
}

/** Migrates the database and starts `serve` over it, unless `alone` with a worker in the same process. */
export async function startHub(place: {
  adminUrl: string
  dataDir: string
  cloudUrl: string
  alone?: boolean
}): Promise<Hub> {
  const applicationUrl = await migrateHub(place.adminUrl)
  const environment = environmentOf({ ...place, applicationUrl, port: await freePort() })
  const program = startProgram(
    'hub/src/main.ts',
    ['serve', ...(place.alone === true ? [] : ['--with-worker'])],
    environment,
  )
  const { url, signInUrl } = await program.line(Ready)
  const send = await signIn(url, signInUrl)
  return {
    url: new URL(url).origin,
    program,
    async startWorker() {
      const worker = startProgram('hub/src/main.ts', ['work'], environment)
      await worker.line(Working)
      return worker
    },
    call: async (method, path, body) => (await send(method, path, body)).json(),
    follow: async function* (path) {
      const { body } = await send('GET', path)
      if (body) yield* eventsOf(body)
    },
  }
}

const Packs = z.object({
  packs: z.array(z.object({ pack: z.string(), permissions: z.array(z.object({ permission: z.string() })) })),
})
const Connected = z.object({ next: z.literal('connected'), connectionId: z.string() })

/** Connects the cloud's tenancy by an application of its own with what Directory read needs. @returns the connection's id */
export async function connectByOwnRegistration(hub: Pick<Hub, 'call'>, cloud: Cloud): Promise<string> {
  const { packs } = Packs.parse(await hub.call('GET', '/v1/permission-packs'))
  const permissions = packs.find(({ pack }) => pack === 'directory-read')?.permissions ?? []
  await cloud.register(permissions.map(({ permission }) => permission))
  const { connectionId } = Connected.parse(
    await hub.call('POST', '/v1/connections/connect-own', {
      directory: cloud.tenantId,
      applicationId: cloud.applicationId,
      clientSecret: cloud.clientSecret,
    }),
  )
  return connectionId
}

/** The data of server-sent events (WHATWG HTML §9.2), one JSON value each. */
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  let text = ''
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const field = (name: string) =>
        event.split('\n').flatMap((line) => (line.startsWith(`${name}:`) ? line.slice(name.length + 1).trim() : []))
      const [kind] = field('event')
      if (kind === 'problem') throw new Error(`the stream broke off: ${field('data').join('\n')}`)
      if (kind === undefined && field('data').length > 0) yield JSON.parse(field('data').join('\n'))
    }
  }
}

/** The hub must know its own address before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
