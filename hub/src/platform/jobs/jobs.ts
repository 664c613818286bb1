import { PgBoss } from 'pg-boss'
import type { Writer } from '../database/database.ts'
import { jobSchema } from './install.ts'
import type { QueueName } from './queues.ts'

/** What every job carries: whose it is, and ids. Never a secret, never a person's data. */
export interface JobPayload {
  organisationId: string
  [id: string]: string
}

export interface EnqueueOptions {
  /** at most one waiting job of this queue has this key */
  key: string
  startAfter?: Date
  /** higher goes first; 0 otherwise */
  priority?: number
}

export type JobHandler = (payload: JobPayload, signal: AbortSignal) => Promise<void>

export interface Jobs {
  /** wakes work when, and only when, the writer's transaction commits */
  enqueue(writer: Writer, queue: QueueName, payload: JobPayload, options: EnqueueOptions): Promise<void>
  /** begins to work; the signal of a job is aborted when its lease on the job lapses or the process stops */
  work(handlers: Partial<Record<QueueName, JobHandler>>): Promise<void>
  stop(): Promise<void>
}

/** Jobs over pg-boss, as the application's role. `onError` hears of failed jobs and lost connections. */
export async function startJobs(
  url: string,
  options: { onError: (error: Error) => void; pollSeconds?: number },
): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    schema: jobSchema,
    application_name: 'atrium jobs',
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    max: 4,
  })
  boss.on('error', options.onError)
  await boss.start()
  const stopping = new AbortController()
  return {
    async enqueue(writer, queue, payload, { key, startAfter, priority }) {
      await boss.send(queue, payload, {
        db: writer,
        singletonKey: key,
        ...(startAfter && { startAfter }),
        ...(priority !== undefined && { priority }),
      })
    },
    async work(handlers) {
      for (const [queue, handler] of Object.entries(handlers)) {
        await boss.work<JobPayload>(
          queue,
          { pollingIntervalSeconds: options.pollSeconds ?? 1, localConcurrency: queue === 'directory.sync' ? 4 : 2 },
          async (jobs) => {
            for (const job of jobs) {
              try {
                await handler(job.data, AbortSignal.any([job.signal, stopping.signal]))
              } catch (error) {
                options.onError(error instanceof Error ? error : new Error(String(error)))
                throw error
              }
            }
          },
        )
      }
    },
    async stop() {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}
