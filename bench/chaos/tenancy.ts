import { z } from 'zod'
import type { Cloud } from '../parts/cloud.ts'
import type { Change } from './change-kinds.ts'
import { changeOf } from './changes.ts'
import type { Order } from './fault-kinds.ts'
import { Timeline } from './timeline.ts'
import { factsOf, Tenancy } from './truth.ts'

const Refused = z.object({ error: z.string() })
const Latest = z.object({ latest: z.number() })
const Vanished = z.object({ id: z.string() })
const Faults = z.object({ faults: z.array(z.object({ id: z.string(), fired: z.number() })) })

/** The simulated tenancy as the harness steers and watches it: every change is noted in the timeline with its span. */
export interface WatchedTenancy {
  timeline: Timeline
  /** does them one after the other; one that has nothing to happen to is left out. @returns a line on each, for the log */
  change(changes: readonly Change[]): Promise<string[]>
  /** looks whether anything changed that was not ordered here: a fault that takes a permission away changes the tenancy too */
  notice(): Promise<void>
  /** a person goes out of everybody's sight. @returns whose id, where there is one to choose */
  vanish(pick: number): Promise<string | undefined>
  reappear(id: string): Promise<void>
  order(order: Order): Promise<void>
  /** how often each rule for a fault that is in force has struck, by its id */
  struck(): Promise<Map<string, number>>
  /** the number of the latest request so far */
  latestRequest(): Promise<number>
  /** whether so many requests to Graph have come since that number; waits up to `seconds` for them */
  asked(since: number, count: number, seconds: number): Promise<boolean>
}

export async function watchTenancy(cloud: Cloud): Promise<WatchedTenancy> {
  const call = async (name: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${cloud.url}/_control/${name}`, {
      ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (response.ok) return answer
    throw new ControlRefused(Refused.safeParse(answer).data?.error ?? `${name}: ${response.status}`)
  }
  const look = async (): Promise<Tenancy> => Tenancy.parse(await call(`state?tenantId=${cloud.tenantId}`))
  let present = await look()
  let lookedAt = Date.now()
  const timeline = new Timeline(factsOf(present), lookedAt)
  const hidden = new Set<string>()
  const own = { appId: cloud.applicationId, id: '' }
  own.id = present.servicePrincipals.find(({ appId }) => appId === own.appId)?.id ?? ''

  const note = async (from: number): Promise<void> => {
    present = await look()
    lookedAt = Date.now()
    timeline.changedTo(factsOf(present), { from, to: lookedAt }, new Set(hidden))
  }
  const perform = async (name: string, body: object): Promise<unknown> => {
    const from = Date.now()
    try {
      return await call(name, body)
    } finally {
      await note(from)
    }
  }
  return {
    notice: () => note(lookedAt),
    timeline,
    async change(changes) {
      await note(lookedAt)
      const done: string[] = []
      for (const change of changes) {
        const order = changeOf(change, present, own)
        if (!order) continue
        try {
          await perform(order.name, order.body)
          done.push(`${change.kind}: ${order.name} ${JSON.stringify(order.body)}`)
        } catch (error) {
          if (!(error instanceof ControlRefused)) throw error
          done.push(`${change.kind}: refused, ${error.message}`)
        }
      }
      return done
    },
    async vanish(pick) {
      const user = present.users.filter(({ employeeId }) => typeof employeeId === 'string')
      const chosen = user[Math.floor(pick * user.length)]
      if (!chosen) return undefined
      hidden.add(chosen.id)
      return Vanished.parse(await perform('vanish', { user: chosen.id })).id
    },
    async reappear(id) {
      hidden.delete(id)
      await perform('reappear', { user: id })
    },
    async order({ name, body }) {
      await call(name, body)
    },
    async struck() {
      const { faults } = Faults.parse(await call('faults'))
      return new Map(faults.map(({ id, fired }) => [id, fired]))
    },
    latestRequest: async () => Latest.parse(await call('requests?since=999999999')).latest,
    async asked(since, count, timeoutSeconds) {
      try {
        await call('await-request', { service: 'graph', since, count, timeoutSeconds })
        return true
      } catch (error) {
        if (error instanceof ControlRefused) return false
        throw error
      }
    },
  }
}

/** The simulated cloud refused an order with a sentence. */
class ControlRefused extends Error {
  override readonly name = 'ControlRefused'
}
