import { PostgresLaunchError } from '../../hub/src/platform/postgres/index.ts'

/** A refusal to start: `message` says what is wrong, `next` what the person at the terminal can do about it. */
export class Refusal extends Error {
  readonly next: string

  constructor(message: string, next: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Refusal'
    this.next = next
  }
}

/** Turns whatever ended the start into two lines; a stack is of no use at the terminal and stands in the log. */
export function explain(error: unknown, logFolder: string): string {
  if (error instanceof Refusal || error instanceof PostgresLaunchError) return `${error.message}\n${error.next}`
  const what = error instanceof Error ? error.message : String(error)
  return `Something unexpected went wrong: ${what}\nRead the logs in ${logFolder}; if they do not help, report this with them.`
}

/** Prints one line of progress. */
export function say(sentence: string): void {
  process.stdout.write(`  ${sentence}\n`)
}

/** Seconds since `started` (performance.now()), for a line of progress. */
export function took(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}

/** Prints where Atrium is, once everything serves. The sign-in link works once and only until the first owner exists. */
export function announce(ready: { url: string; signInUrl: string | null }, seconds: string): void {
  const first = ready.signInUrl !== null
  process.stdout.write(
    `\nAtrium is ready (${seconds}). ${first ? 'Sign in as the first owner with this link, which works once:' : 'Open'}\n\n` +
      `    ${ready.signInUrl ?? ready.url}\n\nCtrl-C stops everything; the next start continues with the same data.\n`,
  )
}
