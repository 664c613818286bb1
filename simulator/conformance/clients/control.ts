import { readSetting } from '../setting.ts'

/** JSON of which only the reader knows the fields. */
export type Plain = Record<string, unknown>

export interface TrueObject {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  readonly appId: string
  readonly groupTypes: readonly string[]
  readonly securityEnabled: boolean
  readonly mailEnabled: boolean
  readonly accountEnabled: boolean
  readonly userType: string
  readonly department: string | null
  readonly manager: string | null
  readonly assignedLicenses: readonly { readonly skuId: string }[]
  readonly members: readonly string[]
}

export interface Truth {
  readonly users: readonly TrueObject[]
  readonly groups: readonly TrueObject[]
  readonly servicePrincipals: readonly TrueObject[]
  readonly deleted: readonly (TrueObject & { readonly kind: string })[]
}

const address = `${readSetting().control}/_control`

/** The simulator's own truth about the tenancy, past every door that a client knows. */
export async function truth(): Promise<Truth> {
  return answerOf(await fetch(`${address}/state`))
}

/** Gives the simulator an order, as docs/control.md lists them. */
export async function order(name: string, body: Plain): Promise<Plain> {
  return answerOf(await fetch(`${address}/${name}`, { method: 'POST', body: JSON.stringify(body) }))
}

/** Has something go wrong for as long as the act lasts, and counts how often it did. */
export async function withFault<T>(rule: string, act: () => Promise<T>): Promise<T> {
  await order('fault', { id: 'of-this-check', rule })
  try {
    return await act()
  } finally {
    await order('clear-faults', { id: 'of-this-check' })
  }
}

/** A request as the simulator remembers it. */
export interface SeenRequest {
  readonly number: number
  readonly method: string
  readonly path: string
  readonly status: number
}

/** The requests below `/v1.0` on a path pattern that the simulator answered while the act lasted, in their order. */
export async function requestsDuring(
  pathPattern: string,
  act: () => Promise<unknown>,
): Promise<readonly SeenRequest[]> {
  const read = async (query: Record<string, string>): Promise<{ latest: number; requests: SeenRequest[] }> =>
    answerOf(await fetch(`${address}/requests?${new URLSearchParams({ pathPattern, ...query })}`))
  const { latest } = await read({})
  await act()
  return (await read({ since: String(latest) })).requests
}

async function answerOf<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
