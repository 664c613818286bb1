/** A problem as the door sends it (`application/problem+json`); everything but the title may be missing. */
export interface ErrorBody {
  title: string
  detail?: string
  next?: string
  reason?: string
  scope?: string
  requestId?: string
  /** from the answer's Retry-After */
  retryAfterSeconds?: number
  issues?: { pointer: string; message: string }[]
}

/** The last part of a problem's type address is its code: `https://…/problems/not_found`. */
export function readErrorBody(value: unknown, status: number): { code: string; body: ErrorBody } {
  if (!isObject(value)) return { code: 'internal', body: { title: `The server answered with status ${status}` } }
  const type = textOf(value.code) ?? textOf(value.type) ?? ''
  const body: ErrorBody = { title: textOf(value.title) ?? `The server answered with status ${status}` }
  for (const field of ['detail', 'next', 'reason', 'scope', 'requestId'] as const) {
    const text = textOf(value[field])
    if (text !== undefined) body[field] = text
  }
  if (Array.isArray(value.issues))
    body.issues = value.issues.filter(isObject).map((issue) => ({
      pointer: textOf(issue.pointer) ?? '',
      message: textOf(issue.message) ?? '',
    }))
  return { code: type.split(/[/#:]/).at(-1) || 'internal', body }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
