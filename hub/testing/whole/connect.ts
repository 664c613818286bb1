import { z } from 'zod'
import { visit } from '../../src/microsoft/testing/page-visitor.ts'
import type { Person } from '../person.ts'
import type { SimulatedTenancy } from './microsoft.ts'

const Step = z.looseObject({ next: z.string(), connectionId: z.string().nullish(), url: z.string().optional() })
const Begun = z.object({ url: z.string() })
const Progress = z.object({ run: z.object({ id: z.string(), status: z.string() }).nullable() })

const Requested = z.object({ lastRunId: z.string().nullable() })

/** Anything that asks as a person's browser does. */
export type Asking = Pick<Person, 'ask'>

export async function answerOf(person: Asking, method: string, path: string, body?: object): Promise<unknown> {
  const response = await person.ask(path, { method, ...(body && { body }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}

/** The whole consent by the tenancy's administrator, over HTTP and through Microsoft's pages. @returns the connection's id */
export async function connectByConsent(
  person: Asking,
  { domain }: SimulatedTenancy,
  input: object = {},
): Promise<string> {
  const buttons = [`admin@${domain}`, 'Accept']
  let { url }: { url?: string | undefined } = Begun.parse(
    await answerOf(person, 'POST', '/v1/connections/begin-consent', input),
  )
  for (;;) {
    const { leftFor } = await visit(new URL(url ?? ''), buttons)
    const back = Object.fromEntries(leftFor.searchParams)
    const step = Step.parse(await answerOf(person, 'POST', '/v1/connections/continue', back))
    if (step.next === 'connected' && step.connectionId) return step.connectionId
    if (step.next !== 'redirect') throw new Error(`not connected: ${JSON.stringify(step)}`)
    url = step.url
  }
}

/** Connects by an application of the organisation's own. @returns the connection's id */
export async function connectOwn(
  person: Asking,
  { tenantId }: SimulatedTenancy,
  credential: { applicationId: string; clientSecret?: string; certificate?: string; privateKey?: string },
): Promise<string> {
  const input = { directory: tenantId, ...credential }
  const step = Step.parse(await answerOf(person, 'POST', '/v1/connections/connect-own', input))
  if (step.next === 'connected' && step.connectionId) return step.connectionId
  throw new Error(`not connected: ${JSON.stringify(step)}`)
}

/** Waits, by the stream that the console shows, until a run, newer than the given one, has ended. @returns its id */
export async function imported(person: Asking, connectionId: string, afterRunId?: string): Promise<string> {
  const after = afterRunId === undefined ? '' : `?afterRunId=${afterRunId}`
  const path = `/v1/connections/${connectionId}/sync-progress${after}`
  // the limit is for a run that never comes
  const response = await person.ask(path, { signal: AbortSignal.timeout(60_000) })
  const text = await response.text()
  const runs = text.split('\n').flatMap((line) => {
    const progress = line.startsWith('data: {') ? Progress.safeParse(JSON.parse(line.slice(6))) : undefined
    return progress?.data?.run ?? []
  })
  const last = runs.at(-1)
  if (last?.status !== 'completed') throw new Error(`the run did not complete: ${text.slice(-2_000)}`)
  return last.id
}

/** Asks for a sync and waits for its end. @returns the run's id */
export async function syncNow(person: Asking, connectionId: string): Promise<string> {
  const path = `/v1/connections/${connectionId}/sync`
  const { lastRunId } = Requested.parse(await answerOf(person, 'POST', path, {}))
  return imported(person, connectionId, lastRunId ?? undefined)
}
