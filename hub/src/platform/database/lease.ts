import { hostname } from 'node:os'
import { type Clock, seconds as secondsOf } from '../../kernel/time.ts'
import type { Database, Writer } from './database.ts'
import { claimLease } from './sql/claim-lease.ts'
import { lockLease } from './sql/lock-lease.ts'
import { moveLeaseEnd } from './sql/move-lease-end.ts'

/** The lease ran out or was taken by another; whoever meets this stops without writing, and leaves the work to the other. */
export class LeaseLost extends Error {
  constructor(name: string, fencing: number) {
    super(`the lease ${name} (number ${fencing}) has run out or has another holder`)
    this.name = 'LeaseLost'
  }
}

/** The right to do one piece of an organisation's work, alone. It renews itself until it is released or lost. */
export interface Lease {
  readonly organisationId: string
  readonly name: string
  /** rises with each holder */
  readonly fencing: number
  /** aborted, with a `LeaseLost`, once it is known that the lease is lost */
  readonly lost: AbortSignal
  /** holds it for its whole length from now; false where it is lost, and stays lost */
  renew(): Promise<boolean>
  /**
   * Every transaction that commits a result of the work calls this first: it locks the lease's row, so that nobody takes
   * it over before the commit, and a holder that was paused past its end cannot write.
   * @throws LeaseLost
   */
  check(writer: Writer): Promise<void>
  /** lets the next holder begin at once; does nothing where the lease is lost */
  release(): Promise<void>
}

export interface LeaseRequest {
  organisationId: string
  name: string
  /** how long after its last sign of life a dead holder's work may be taken over */
  seconds: number
  /** tells an operator who works; host and process otherwise */
  holder?: string
}

/** Takes the lease, or gives undefined where another holder's still runs. Whoever got it releases it in a `finally`. */
export async function takeLease(
  { database, clock }: { database: Database; clock: Clock },
  { organisationId, name, seconds, holder = `${hostname()}:${process.pid}` }: LeaseRequest,
): Promise<Lease | undefined> {
  const scope = { organisationId }
  const after = (now: Date, length: number) => new Date(now.getTime() + secondsOf(length))
  const start = clock.now()
  let expiresAt = after(start, seconds)
  const claim = { organisationId, name, holder, now: start, expiresAt }
  const claimed = await database.write(scope, (writer) => writer.first(claimLease, claim))
  if (!claimed) return undefined

  const key = { organisationId, name, fencing: claimed.fencing }
  const lost = new AbortController()
  const moveEnd = async (length: number): Promise<boolean> => {
    const now = clock.now()
    const end = after(now, length)
    const moved = await database.write(scope, (writer) => writer.run(moveLeaseEnd, { ...key, now, expiresAt: end }))
    if (moved === 1) expiresAt = end
    else lost.abort(new LeaseLost(name, key.fencing))
    return moved === 1
  }
  const renewAtEase = () =>
    moveEnd(seconds).catch(() => {
      // a database that does not answer for a moment costs nothing until the end has passed
      if (clock.now() >= expiresAt) lost.abort(new LeaseLost(name, key.fencing))
    })
  const heartbeat = setInterval(renewAtEase, secondsOf(seconds) / 3).unref()
  lost.signal.addEventListener('abort', () => clearInterval(heartbeat), { once: true })

  return {
    ...key,
    lost: lost.signal,
    renew: () => moveEnd(seconds),
    async check(writer) {
      if (await writer.first(lockLease, { ...key, now: clock.now() })) return
      const error = new LeaseLost(name, key.fencing)
      lost.abort(error)
      throw error
    },
    async release() {
      clearInterval(heartbeat)
      if (!lost.signal.aborted) await moveEnd(0)
    },
  }
}
