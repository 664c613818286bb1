import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { type Cloud, startCloud } from '../parts/cloud.ts'
import { type DurableDatabase, startDatabase } from '../parts/database.ts'
import { environmentOf, freePort, migrateHub, Ready, type Send, signIn, Working } from '../parts/hub.ts'
import { type Program, startProgram, stopPrograms } from '../parts/program.ts'
import { type Supervised, supervise } from './supervised.ts'

/** An installation as it is meant to be run, each part a process of its own that may be killed. */
export interface Installation {
  cloud: Cloud
  database: DurableDatabase
  /** reads as the database's owner, who sees every organisation; a pool, so that it outlives PostgreSQL's restarts */
  owner: pg.Pool
  server: Supervised
  workers: Supervised[]
  /** calls the API as the first owner of the organisation */
  send: Send
  url: string
  environment: Record<string, string>
  /** processes that ended although nobody killed them */
  ownEnds: string[]
  /** where each process's log lies */
  logs: string
  /** ends every process and removes the database's files; the logs stay */
  end(): Promise<void>
}

/** What a person who ends the harness has to end too. */
const running = new Set<Installation>()

/** Ends every installation that was started here. */
export async function endInstallations(): Promise<void> {
  await stopPrograms()
  for (const installation of running) await installation.end()
}

const Serving = z.object({ ready: z.literal(true), url: z.url() })

/** Milliseconds that the simulated cloud holds every answer back, so that a sync has a middle to be killed in. */
const latency = 8

/**
 * @param folder for the data and, in `logs`, the logs of all processes
 * @param sizes.beside a checkout of another release, from which the first worker is started: all work on this one's schema
 */
export async function startInstallation(
  folder: string,
  sizes: { people: number; workers: number; beside?: string | undefined },
): Promise<Installation> {
  const logs = join(folder, 'logs')
  await mkdir(logs, { recursive: true })
  const [people, applications] = [sizes.people, Math.max(12, Math.round(sizes.people / 12))]
  const cloud = await startCloud({ people, latency, isThrottled: true, sizes: { applications } })
  const database = await startDatabase(join(folder, 'database'))
  const applicationUrl = await migrateHub(database.url)
  const port = await freePort()
  const environment = environmentOf({ applicationUrl, dataDir: join(folder, 'hub'), cloudUrl: cloud.url, port })
  const ownEnds: string[] = []
  const part = (name: string, args: string[], schema: z.ZodType, checkout = '.'): Promise<Supervised> =>
    supervise(
      name,
      async () => {
        const program = startProgram(join(checkout, 'hub/src/main.ts'), args, environment, join(logs, `${name}.log`))
        await program.line(schema)
        return program
      },
      (sentence) => ownEnds.push(sentence),
    )
  const { url, send } = await firstOwner(environment, join(logs, 'server.log'))
  const server = await part('server', ['serve'], Serving)
  const workers: Supervised[] = []
  for (let number = 1; number <= sizes.workers; number++)
    workers.push(await part(`worker-${number}`, ['work'], Working, number === 1 ? sizes.beside : undefined))
  const owner = new pg.Pool({ connectionString: database.url, max: 3, application_name: 'chaos' })
  owner.on('error', () => undefined)
  const installation: Installation = {
    ...{ cloud, database, owner, server, workers, send, url, environment, ownEnds, logs },
    async end() {
      if (!running.delete(installation)) return
      for (const process of [...workers, server]) await process.stop()
      await owner.end()
      await stopPrograms()
      await database.remove()
    },
  }
  running.add(installation)
  return installation
}

/** Starts the server once to use its one-time link; the session outlives it. */
async function firstOwner(environment: Record<string, string>, log: string): Promise<{ url: string; send: Send }> {
  const program: Program = startProgram('hub/src/main.ts', ['serve'], environment, log)
  const { url, signInUrl } = await program.line(Ready)
  const send = await signIn(url, signInUrl)
  await program.stop()
  return { url, send }
}
