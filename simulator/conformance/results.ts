import type { Way } from './setting.ts'

/** One thing that a client did, and whether it came out as it should. */
export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly milliseconds: number
  readonly error?: string
}

/** What one client did in one process. */
export interface ClientResult {
  readonly name: string
  readonly version: string
  readonly way: Way
  readonly milliseconds: number
  readonly checks: readonly Check[]
}

/** The file that `npm run conformance` writes. */
export interface Results {
  readonly clients: readonly ClientResult[]
  readonly totals: Totals
}

export interface Totals {
  readonly clients: Count
  readonly checks: Count
  readonly milliseconds: number
}

interface Count {
  readonly passed: number
  readonly total: number
}

/** A client passes when it made a check and all of its checks came out well. */
export function clientPasses({ checks }: Pick<ClientResult, 'checks'>): boolean {
  return checks.length > 0 && checks.every(({ ok }) => ok)
}

export function summarise(clients: readonly ClientResult[], milliseconds: number): Results {
  const checks = clients.flatMap((client) => client.checks)
  const totals = {
    clients: { passed: clients.filter(clientPasses).length, total: clients.length },
    checks: { passed: checks.filter(({ ok }) => ok).length, total: checks.length },
    milliseconds,
  }
  return { clients, totals }
}

/** `9 of 9 clients, 120 of 120 checks` */
export function totalsLine({ clients, checks }: Totals): string {
  return `${clients.passed} of ${clients.total} clients, ${checks.passed} of ${checks.total} checks`
}

/** Reads a check as a client's process reports it; undefined for anything else. */
export function readCheck(message: unknown): Check | undefined {
  if (typeof message !== 'object' || message === null) return undefined
  if (!('name' in message) || !('ok' in message) || !('milliseconds' in message)) return undefined
  const { name, ok, milliseconds } = message
  if (typeof name !== 'string' || typeof ok !== 'boolean' || typeof milliseconds !== 'number') return undefined
  const error = 'error' in message && typeof message.error === 'string' ? { error: message.error } : {}
  return { name, ok, milliseconds, ...error }
}
