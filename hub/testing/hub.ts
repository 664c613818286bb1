import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp, type Overrides } from '../src/app.ts'
import { type SettableClock, settableClock } from '../src/kernel/time.ts'
import { createLog } from '../src/platform/log/log.ts'
import { testDatabase } from './database.ts'
import { addOwner, type Person, signIn } from './person.ts'

/** How the simulated Microsoft cloud is reached, and the installation's registrations there. */
export interface MicrosoftSide {
  authority: string
  graph: string
  registrationsFile: string
}

export interface TestHubOptions extends Overrides {
  /** moves only when the test moves it; now, at the start */
  clock?: SettableClock
  /** starts Microsoft's side, told where its consent page sends people back to */
  microsoft?: (redirectUri: string) => Promise<MicrosoftSide>
  /** also does the organisations' work: syncs, news, the audit chain */
  work?: boolean
  /** Microsoft's side calls the hub when something changes, so that runs begin by themselves */
  notifications?: boolean
  consoleFolder?: string
}

/** A whole hub on a database of its own, serving on a free port of this machine. */
export interface TestHub {
  /** without a slash at its end */
  url: string
  app: App
  clock: SettableClock
  /** connects to the hub's database as its owner */
  adminUrl: string
  /** connects to it as the application does */
  applicationUrl: string
  /** every line that was logged */
  logged: string[]
  /** `<data>`: keys, audit checkpoints */
  dataDir: string
  /** the first owner, signed in by the link that a start prints; each call is a session, and a browser, of its own */
  asOwner(): Promise<Person>
  /** a further organisation with an owner who is in no other */
  newOrganisation(name?: string): Promise<Person>
  /** HTTP with nobody signed in */
  ask(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

/** Enough to be Argon2id, and no more: a test waits for no password. */
const cheapPasswords = { memory: 64, passes: 1, parallelism: 1 }

export async function testHub(options: TestHubOptions = {}): Promise<TestHub> {
  const {
    microsoft,
    work = false,
    notifications = false,
    consoleFolder,
    clock = settableClock(new Date()),
    ...overrides
  } = options
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-hub-'))
  const database = await testDatabase()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const side = await microsoft?.(`${url}/connect/callback`)
  const logged: string[] = []
  const log = createLog({ level: 'debug', destination: { write: (line) => void logged.push(line) } })
  const app = await createApp(
    {
      databaseUrl: database.applicationUrl,
      publicUrl: url,
      inboundUrl: notifications ? undefined : 'none',
      host: '127.0.0.1',
      port,
      dataDir,
      keysDir: join(dataDir, 'keys'),
      registrationsFile: side?.registrationsFile,
      microsoft: side ? { authority: side.authority, graph: side.graph } : {},
      consoleFolder: consoleFolder ?? join(dataDir, 'no-console'),
      trustedProxies: [],
      logLevel: 'debug',
    },
    { log, passwordCost: cheapPasswords, ...overrides, clock },
  )
  await app.listen()
  if (work) await app.work()
  const atDoor = { app, url }
  return {
    ...atDoor,
    clock,
    adminUrl: database.adminUrl,
    applicationUrl: database.applicationUrl,
    logged,
    dataDir,
    async asOwner() {
      const link = await app.issueOwnerLink()
      return signIn(atDoor, new URL(link.url).hash.slice(1))
    },
    newOrganisation: async (name = 'Another organisation') => signIn(atDoor, await addOwner(app, clock, name)),
    ask: (path, init) => fetch(new URL(path, url), init),
    async close() {
      await app.close()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A port that nobody listens on. The hub must know its own address before it listens, so it cannot take port 0 itself. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
