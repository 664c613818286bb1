/** Why a command did not do what was asked: a sentence, the next step and the exit code. */
export class Failure extends Error {
  readonly next: string
  readonly exit: number
  /** what else a person should read, a line each */
  readonly notes: readonly string[]

  constructor(message: string, how: { next: string; exit: number; notes?: readonly string[] }) {
    super(message)
    this.name = 'Failure'
    this.next = how.next
    this.exit = how.exit
    this.notes = how.notes ?? []
  }
}

/** of the error table: `invalid_input` and `unavailable` */
export const usageExit = 2
export const unavailableExit = 8
