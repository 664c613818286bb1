import { type Operations, routes } from './contract.generated.ts'
import { readErrorBody } from './error-body.ts'
import { ApiProblem } from './problem.ts'

export type OperationName = keyof Operations
export type Input<Name extends OperationName> = Operations[Name]['input']
export type Output<Name extends OperationName> = Operations[Name]['output']

/**
 * Calls an operation by its name: `call('people.show', { personId })`. Where each field of the input travels (address,
 * query, body) follows from the operation's route.
 *
 * @throws ApiProblem for every answer that is not the operation's own
 */
export async function call<Name extends OperationName>(
  name: Name,
  input: Input<Name>,
  signal?: AbortSignal,
): Promise<Output<Name>> {
  const response = await send(name, input, { accept: 'application/json' }, signal)
  return response.json()
}

/** The request itself, for answers that are read as they come. */
export async function send<Name extends OperationName>(
  name: Name,
  input: Input<Name>,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Response> {
  const { method, address, body } = requestOf(name, input)
  const sent = body === undefined ? headers : { ...headers, 'content-type': 'application/json' }
  let response: Response
  try {
    response = await fetch(address, { method, headers: sent, ...(body && { body }), ...(signal && { signal }) })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiProblem(0, 'no_answer', { title: 'Atrium did not answer' })
  }
  if (response.ok) return response
  const { code, body: problem } = readErrorBody(await response.json().catch(() => undefined), response.status)
  const wait = Number(response.headers.get('retry-after'))
  if (wait > 0) problem.retryAfterSeconds = wait
  throw new ApiProblem(response.status, code, problem)
}

/** The address of a query's answer, for a link that the browser itself follows (downloads). */
export const addressOf = <Name extends OperationName>(name: Name, input: Input<Name>): string =>
  requestOf(name, input).address

/** The same list as a CSV file, whole: the contract's `x-atrium-csv`. */
export const csvAddressOf = <Name extends OperationName>(name: Name, input: Input<Name>): string =>
  addressOf(name, input).replace(/(?=\?|$)/, '.csv')

export function requestOf(
  name: OperationName,
  input: object,
): { method: string; address: string; body: string | undefined } {
  const [method = 'GET', template = '/'] = routes[name].split(' ')
  const rest = new Map<string, unknown>(Object.entries(input).filter(([, value]) => value !== undefined))
  const path = template.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = rest.get(field)
    rest.delete(field)
    return encodeURIComponent(String(value))
  })
  if (method !== 'GET' && method !== 'DELETE')
    return { method, address: path, body: JSON.stringify(Object.fromEntries(rest)) }
  const query = new URLSearchParams()
  for (const [field, value] of rest)
    for (const one of Array.isArray(value) ? value : [value]) query.append(field, String(one))
  return { method, address: query.size > 0 ? `${path}?${query}` : path, body: undefined }
}
