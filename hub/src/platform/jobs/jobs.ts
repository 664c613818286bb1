import { setTimeout as pause } from 'node:timers/promises'
import { type Job, type JobResult, PgBoss, type SendOptions } from 'pg-boss'
import type { Writer } from '../database/database.ts'
import { jobSchema } from './install.ts'
import type { QueueName } from './queues.ts'

/** What every job carries: whose it is, and ids. Never a secret, never a person's data. */
export interface JobPayload {
  organisationId: string
  [id: string]: string
}

export interface EnqueueOptions {
  /** at most one waiting job of this queue has this key; queues of policy `standard` take none */
  key?: string
  startAfter?: Date
  /** higher goes first; 0 otherwise */
  priority?: number
}

/** seconds to hours each, as Microsoft is asked: one connection a worker */
const longWork = { localConcurrency: 4 } as const
const longQueues: readonly string[] = ['directory.sync', 'connections.subscriptions'] satisfies QueueName[]
/** milliseconds each, of any organisation: a full batch is followed by the next at once */
const shortWork = { batchSize: 20, burstWhenBatchFull: true } as const

/** how often a database that is away is looked for */
const databaseAwayMs = 500

/** What follows a long job that failed: the same again, after 2 seconds, then twice as long each time, at most 5 minutes. */
function afterFailure({ id, data }: { id: string; data: JobPayload }): [JobPayload, SendOptions] {
  const failures = Number(data.failures ?? 0) + 1
  const startAfter = Math.min(300, 2 ** failures)
  return [
    { ...data, failures: String(failures) },
    { startAfter, singletonKey: `after failure of ${id}` },
  ]
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
  options: { onError: (error: Error) => void; pollSeconds?: number; application?: string },
): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    schema: jobSchema,
    application_name: `${options.application ?? 'atrium'} jobs`,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    // how often any process looks for jobs whose worker has died; with the heartbeat of the queue it decides how soon a killed
    // worker's run is taken over
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    max: 4,
  })
  boss.on('error', options.onError)
  await boss.start()
  const stopping = new AbortController()
  /** Most jobs that fail so do because the database is away, so it is given time; as long as this lasts the job is ours. */
  const sentAgain = async (queue: string, job: Job<JobPayload>): Promise<boolean> => {
    for (;;) {
      if (job.signal.aborted || stopping.signal.aborted) return false
      try {
        await boss.send(queue, ...afterFailure(job))
        return true
      } catch {
        await pause(databaseAwayMs)
      }
    }
  }
  return {
    async enqueue(writer, queue, payload, { key, startAfter, priority }) {
      await boss.send(queue, payload, {
        db: writer,
        ...(key !== undefined && { singletonKey: key }),
        ...(startAfter && { startAfter }),
        ...(priority !== undefined && { priority }),
      })
    },
    async work(handlers) {
      for (const [queue, handler] of Object.entries(handlers)) {
        const isLong = longQueues.includes(queue)
        const settings = isLong ? longWork : shortWork
        const polling = { pollingIntervalSeconds: options.pollSeconds ?? 1 }
        await boss.work<JobPayload>(queue, { ...settings, ...polling, perJobResults: true }, (jobs) =>
          Promise.all(
            jobs.map(async (job): Promise<JobResult> => {
              try {
                await handler(job.data, AbortSignal.any([job.signal, stopping.signal]))
                return { id: job.id, status: 'completed' }
              } catch (cause) {
                const error = cause instanceof Error ? cause : new Error(String(cause))
                options.onError(error)
                if (isLong && (await sentAgain(queue, job))) return { id: job.id, status: 'completed' }
                // its message may name people or hold an address; the log has it, the job's row needs only its kind
                return { id: job.id, status: 'failed', output: { name: error.name } }
              }
            }),
          ),
        )
      }
    },
    async stop() {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}
