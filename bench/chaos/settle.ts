import { z } from 'zod'
import { CallRefused, type Send } from '../parts/hub.ts'
import type { Installation } from './installation.ts'
import { isQuiet } from './invariants.ts'
import { NotReached, until } from './patience.ts'

/** The newest run of the connection. */
export interface NewestRun {
  id: string
  status: string
  startedAt: number
}

/** How long anything may take to come right once nothing is in its way. */
const patienceSeconds = 120
/** A fault may have left runs behind that end unwell; more of them than this do not come from faults. */
const mostUnwell = 6

const HeldRun = z.object({ status: z.string() })

/**
 * What a person at the console does: asks for syncs, decides about held runs, opens a connection again.
 * @param onConsent hears of a consent that was given again, which changes the tenancy
 */
export function operator(installation: Installation, connectionId: string, send: Send, onConsent: () => Promise<void>) {
  const newest = async (): Promise<NewestRun | undefined> => {
    const { rows } = await installation.owner.query<{ id: string; status: string; started_at: Date }>(
      'select run_id as id, status, started_at from sync_run order by started_at desc limit 1',
    )
    const [row] = rows
    return row && { id: row.id, status: row.status, startedAt: row.started_at.getTime() }
  }
  const ifAllowed = async (call: Promise<Response>): Promise<boolean> => {
    try {
      await (await call).body?.cancel()
      return true
    } catch (error) {
      if (error instanceof CallRefused && error.status < 500) return false
      throw error
    }
  }
  return {
    newest,
    /** @returns whether one was ordered; not while one is under way or held, nor while the connection is closed */
    syncNow: () => ifAllowed(send('POST', `/v1/connections/${connectionId}/sync`)),
    configure: (guard: { guardAtLeast: number; guardPercent: number }) =>
      send('PATCH', `/v1/connections/${connectionId}`, guard),
    async decide(run: NewestRun, decision: 'confirm' | 'refuse') {
      const answer = await send('POST', `/v1/sync-runs/${run.id}/${decision}`)
      HeldRun.parse(await answer.json())
    },
    /** consents again, tries the connection, and enters its credential anew where that was refused */
    async reopen() {
      const { cloud } = installation
      const consented = await fetch(`${cloud.url}/_control/admin-consent`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ appId: cloud.applicationId }),
      })
      if (!consented.ok) throw new Error(`the simulated cloud gave no consent: ${await consented.text()}`)
      await onConsent()
      await ifAllowed(send('POST', `/v1/connections/${connectionId}/test`))
      await ifAllowed(send('PUT', `/v1/connections/${connectionId}/credential`, { clientSecret: cloud.clientSecret }))
    },
  }
}
type Operator = ReturnType<typeof operator>

export interface Settled {
  runId: string
  syncs: number
}

/**
 * Brings the installation to rest: asks for syncs until one that began after now has read everything and merged it, then
 * waits until all that follows from it has followed. Held runs are confirmed.
 * @throws NotReached with what stands in the way
 */
export async function settle(installation: Installation, person: Operator): Promise<Settled> {
  const since = Date.now()
  let asked: NewestRun | undefined
  let unwell = 0
  let settled: NewestRun | undefined
  await until('a whole sync', patienceSeconds, async () => {
    const run = await person.newest()
    if (run?.status === 'held') await person.decide(run, 'confirm')
    else if (run && run.status !== 'running' && run.id !== asked?.id) {
      if (run.startedAt >= since && run.status === 'completed') {
        settled = run
        return true
      }
      asked = run
      if (run.startedAt >= since && ++unwell > mostUnwell)
        throw new NotReached(`a whole sync: the last is ${run.status}`)
      if (!(await person.syncNow())) await person.reopen()
    } else if (!run) await person.syncNow()
    return false
  })
  await until('rest (news, seals, jobs)', patienceSeconds, () => isQuiet(installation.owner))
  if (!settled) throw new NotReached('a whole sync')
  return { runId: settled.id, syncs: unwell + 1 }
}

/** The state that nothing got out of, for whoever looks for the reason. */
export async function whatStands({ owner }: Installation): Promise<string> {
  const { rows } = await owner.query<{ text: string }>(`
    (select format('run %s %s %s %s', run_id, status, reason, detail) as text from sync_run order by started_at desc limit 2)
    union all select format('lease %s of %s, number %s, until %s', name, holder, fencing, expires_at) from lease
    union all select format('job %s %s %s start after %s', name, state, data::text, start_after) from pgboss.job
      where state in ('created', 'retry', 'active', 'failed')
    union all select format('resource %s %s %s', resource, status, reason) from sync_run_resource
      where run_id = (select run_id from sync_run order by started_at desc limit 1) and status <> 'read'`)
  return rows.map(({ text }) => text).join('\n  ')
}
