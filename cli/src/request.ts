import { z } from 'zod'
import type { Contract, ContractOperation } from './contract.ts'
import { Failure, unavailableExit } from './failure.ts'
import type { Settings } from './settings.ts'

/** The values of an operation's fields, by name. */
export type Values = Readonly<Record<string, unknown>>

export interface Requester {
  /** @throws Failure with the sentence, the next step and the exit code that the answer names */
  send(operation: ContractOperation, values: Values, as?: { accept?: string; path?: string }): Promise<Response>
}

const Problem = z.object({
  code: z.string(),
  detail: z.string(),
  next: z.string(),
  issues: z.array(z.object({ pointer: z.string(), message: z.string() })),
  requestId: z.string(),
})

export const requester = (settings: Settings, contract: Contract, signal: AbortSignal): Requester => ({
  async send(operation, values, { accept = 'application/json', path = operation.path } = {}) {
    const inBody = operation.fields.filter(({ name, place }) => place === 'body' && values[name] !== undefined)
    const hasBody = operation.fields.some(({ place }) => place === 'body')
    const response = await fetch(addressOf(settings.url, path, operation, values), {
      method: operation.method,
      signal,
      redirect: 'error',
      headers: {
        accept,
        ...(settings.key !== undefined && { authorization: `Bearer ${settings.key}` }),
        ...(hasBody && { 'content-type': 'application/json' }),
      },
      ...(hasBody && { body: JSON.stringify(Object.fromEntries(inBody.map(({ name }) => [name, values[name]]))) }),
    }).catch((cause: unknown) => {
      if (signal.aborted) throw cause
      throw new Failure(`Atrium does not answer at ${settings.url}.`, {
        next: 'Start it (npm start), or name its address with --url or ATRIUM_URL.',
        exit: unavailableExit,
      })
    })
    if (!response.ok) throw await failureOf(response, settings, contract)
    return response
  },
})

function addressOf(base: string, path: string, operation: ContractOperation, values: Values): URL {
  const url = new URL(
    `${base}${path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))}`,
  )
  for (const { name, place } of operation.fields)
    if (place === 'query' && values[name] !== undefined)
      for (const value of [values[name]].flat()) url.searchParams.append(name, String(value))
  return url
}

async function failureOf(response: Response, settings: Settings, contract: Contract): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined)
  const problem = Problem.safeParse(body)
  if (!problem.success)
    return new Failure(`What answers at ${settings.url} is not Atrium (status ${response.status}).`, {
      next: 'Check the address given with --url or ATRIUM_URL.',
      exit: 1,
    })
  return problemFailure(problem.data, contract, settings)
}

/** A problem of RFC 9457, wherever it came, as the end of a command. */
export function problemFailure(body: unknown, contract: Contract, { key }: Pick<Settings, 'key'>): Failure {
  const { code, detail, next, issues, requestId } = Problem.parse(body)
  return new Failure(detail, {
    next: code === 'unauthenticated' && key === undefined ? 'Run `atrium login`, or set ATRIUM_API_KEY.' : next,
    exit: contract.exits[code] ?? 1,
    notes: [
      ...issues.map(({ pointer, message }) => `${pointer.slice(1) || 'the request'}: ${message}`),
      ...(code === 'internal' ? [`request id ${requestId}`] : []),
    ],
  })
}
