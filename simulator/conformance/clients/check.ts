import type { Check } from '../results.ts'

/**
 * Does one thing as a named check and reports it to the suite. What is thrown is the failure; the next check runs all the
 * same, so that one fault hides no other.
 */
export async function check(name: string, act: () => Promise<unknown>): Promise<void> {
  const started = performance.now()
  const outcome = await act().then(
    () => ({ ok: true }),
    (error) => ({ ok: false, error: sentenceOf(error) }),
  )
  await report({ name, milliseconds: Math.round(performance.now() - started), ...outcome })
}

/** Resolves when the suite's process has it, so that none is lost at the end. */
function report(made: Check): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) reject(new Error('Run the clients with `npm run conformance`'))
    else process.send(made, undefined, undefined, (error) => (error === null ? resolve() : reject(error)))
  })
}

// The client ends with the suite, even when that is killed; the channel alone keeps nobody alive.
process.once('disconnect', () => process.exit(1))
process.channel?.unref()

/** What an act throws that has to; fails when it comes out well. */
export async function failureOf(act: () => Promise<unknown>): Promise<unknown> {
  let answer: unknown
  try {
    answer = await act()
  } catch (error) {
    return error
  }
  throw new Error(`This should have failed, and answered ${JSON.stringify(answer)?.slice(0, 300)}`)
}

/** A field of an error that a library threw. */
export function field(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'object' ? JSON.stringify(error) : String(error)
  const more = ['code', 'statusCode', 'body', 'errorCode', 'subError']
    .flatMap((name) => {
      const value = field(error, name)
      return value === undefined || value === null
        ? []
        : [`${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`]
    })
    .join(', ')
  return `${error.message}${more === '' ? '' : ` (${more})`}`.slice(0, 1500)
}
