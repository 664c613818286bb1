import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { applicationRole } from '../database/roles.ts'
import { queues } from './queues.ts'

export const jobSchema = 'pgboss'

/** Makes pg-boss's schema and queues as the owner, and lets the application's role use, but not change, them. */
export async function installJobs(adminUrl: string, admin: pg.Client): Promise<void> {
  const boss = new PgBoss({ connectionString: adminUrl, schema: jobSchema, schedule: false, supervise: false, max: 2 })
  // without a listener Node would end the process at the first error event
  boss.on('error', () => undefined)
  await boss.start()
  try {
    for (const [name, options] of Object.entries(queues)) {
      if (await boss.getQueue(name)) {
        const { policy: _fixed, ...changeable } = options
        await boss.updateQueue(name, changeable)
      } else await boss.createQueue(name, options)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  await admin.query(`
    grant usage on schema ${jobSchema} to ${applicationRole};
    grant select, insert, update, delete on all tables in schema ${jobSchema} to ${applicationRole};
    grant usage on all sequences in schema ${jobSchema} to ${applicationRole};
    grant execute on all functions in schema ${jobSchema} to ${applicationRole};`)
}
