import type { SyncResource } from '../../facts/fact.ts'
import { partsAfter, partsLeft, stagingsOf } from '../../sql/sync-parts.ts'
import { runResources } from '../../sql/sync-runs.ts'
import { allResources } from '../resources/resources.ts'
import { type Answer, type Asked, ask, stepOf } from './ask.ts'
import { type Frontier, frontier } from './frontier.ts'
import { type Arrival, arrivalOf, keepPages } from './keep.ts'
import { giveUp, isDenied, remedyFor, startOver } from './mend.ts'
import type { Reading, ResourceState } from './reading.ts'
import { StagingLost, Stagings } from './stagings.ts'
import type { Part } from './step.ts'

/** so many objects and links may wait to be staged before no more is asked for */
const waitingAtMost = 12_000
const refillBy = 1_000
/** a commit is worth while for so many, or after so long */
const worthKeeping = { rows: 6_000, ms: 250 }
/** who watches a run looks this often, in milliseconds */
const toldEvery = 500

/**
 * Reads every resource of a run to its end, or as far as it goes, side by side: pages are asked for while others are being
 * staged, and each is staged together with the place to go on. Begins where an earlier process had got to.
 *
 * @throws LeaseLost, the signal's reason
 */
export async function readRun(reading: Reading): Promise<void> {
  for (;;) {
    const loop = await begin(reading)
    try {
      return await loop.run()
    } catch (error) {
      if (!(error instanceof StagingLost)) throw error
      reading.log.warn({ runId: reading.runId, err: error }, 'reading goes on from what PostgreSQL still has')
    }
  }
}

async function begin(reading: Reading): Promise<ReadLoop> {
  const { runId } = reading
  const { rows, lefts, count } = await reading.fenced(async (transaction) => ({
    rows: await transaction.rows(runResources, { runIds: [runId] }),
    lefts: await transaction.rows(partsLeft, { runId }),
    count: (await transaction.first(stagingsOf, { runId }))?.stagings ?? 0,
  }))
  const states = new Map<SyncResource, ResourceState>()
  for (const row of rows) {
    const definition = allResources.find(({ resource }) => resource === row.resource)
    if (!definition || row.strategy === null || row.status === 'read' || row.status === 'failed') continue
    states.set(row.resource, {
      definition,
      strategy: row.strategy,
      stage: row.stage,
      deltaLink: row.delta_link,
      partsLeft: 0,
      isOpen: true,
      epoch: 0,
      startsOver: 0,
    })
  }
  for (const state of states.values())
    state.partsLeft = lefts.find(({ resource }) => resource === state.definition.resource)?.count ?? 0
  const last = Math.max(0, ...lefts.map((left) => left.last))
  return new ReadLoop(reading, states, last, new Stagings(runId, count))
}

/** What is asked for, what has arrived and what is staged of one run. */
class ReadLoop {
  readonly #reading: Reading
  readonly #states: Map<SyncResource, ResourceState>
  readonly #frontier: Frontier = frontier()
  readonly #stagings: Stagings
  #lastPart: number
  #underWay = 0
  #arrived: Arrival[] = []
  #failed: (Asked & { error: unknown })[] = []
  /** objects and links in `#arrived` */
  #waiting = 0
  /** how many pages have come */
  #taken = 0
  #isOver = false
  #keptAt = 0
  #toldAt = 0
  #wake: () => void = () => undefined

  constructor(reading: Reading, states: Map<SyncResource, ResourceState>, lastPart: number, stagings: Stagings) {
    this.#reading = reading
    this.#states = states
    this.#lastPart = lastPart
    this.#stagings = stagings
    // what an earlier process left is fetched from the database
    this.#frontier.refill([], false)
  }

  async run(): Promise<void> {
    const { signal } = this.#reading
    const onAbort = () => this.#wake()
    signal.addEventListener('abort', onAbort)
    try {
      for (;;) {
        signal.throwIfAborted()
        await this.#refill()
        this.#askMore()
        if (this.#isWorthKeeping()) await this.#keep()
        else if (this.#failed.length > 0 && this.#arrived.length === 0) await this.#mend()
        else if (this.#underWay > 0) await this.#arrival()
        else if (![...this.#states.values()].some(({ isOpen }) => isOpen)) return await this.#waitForDisk()
        else if (this.#frontier.overflowAfter() === undefined)
          throw new Error('resources are open and nothing of them is left to be read')
      }
    } finally {
      this.#isOver = true
      signal.removeEventListener('abort', onAbort)
    }
  }

  /** Few pages wait for more, unless something waits for them to be kept, or nothing more is to come. */
  #isWorthKeeping(): boolean {
    if (this.#arrived.length === 0) return false
    const isIdle = this.#underWay === 0 || this.#failed.length > 0
    return isIdle || this.#waiting >= worthKeeping.rows || this.#now() - this.#keptAt >= worthKeeping.ms
  }

  /** A transaction that waits for the disk: with it everything before it is there to stay. */
  async #waitForDisk(): Promise<void> {
    await this.#reading.fenced((transaction) => this.#stagings.count(transaction))
    this.#stagings.done()
  }

  readonly #now = (): number => this.#reading.clock.now().getTime()

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      if (this.#failed.length > 0 || this.#reading.signal.aborted) resolve()
    })
  }

  readonly #nextPart = (): number => ++this.#lastPart

  #isSmall = (state: ResourceState, part: Part): boolean => stepOf({ state, part })?.isSmall ?? false

  async #refill(): Promise<void> {
    const after = this.#frontier.overflowAfter()
    if (after === undefined || !this.#frontier.hasRoom()) return
    const { runId } = this.#reading
    const taken = this.#taken
    const wasSettled = this.#arrived.length === 0
    const found = await this.#reading.fenced((transaction) =>
      transaction.rows(partsAfter, { runId, after, limit: refillBy }),
    )
    const parts = found.flatMap((part) => {
      const state = this.#states.get(part.resource)
      return state?.isOpen ? [{ part, isSmall: this.#isSmall(state, part) }] : []
    })
    // parts that a page told of stand in the database once the page is staged
    const isSettled = wasSettled && taken === this.#taken
    this.#frontier.refill(parts, isSettled && found.length < refillBy)
  }

  #askMore(): void {
    if (this.#isOver || this.#reading.signal.aborted) return
    const isFull = () => this.#waiting >= waitingAtMost
    for (let chain = isFull() ? undefined : this.#frontier.nextChain(); chain; ) {
      this.#ask([chain])
      chain = isFull() ? undefined : this.#frontier.nextChain()
    }
    while (this.#underWay < this.#reading.requestsAtOnce && !isFull()) {
      const parts = this.#frontier.nextTogether()
      if (parts.length === 0) return
      this.#ask(parts)
    }
  }

  #ask(parts: readonly Part[]): void {
    const asked = parts.flatMap((part) => {
      const state = this.#states.get(part.resource)
      return state?.isOpen ? [{ state, part }] : []
    })
    if (asked.length === 0) return
    const epochs = asked.map(({ state }) => state.epoch)
    this.#underWay += 1
    void ask(this.#reading, asked).then((answers) => {
      this.#underWay -= 1
      answers.forEach((answer, index) => {
        if (answer.state.isOpen && answer.state.epoch === epochs[index]) this.#take(answer)
      })
      this.#askMore()
      this.#wake()
    })
  }

  #take(answer: Answer): void {
    this.#taken += 1
    if ('error' in answer) return void this.#failed.push(answer)
    const { state, part, taken } = answer
    const added = taken.parts.map(({ step, ids }) => ({
      part: this.#nextPart(),
      resource: part.resource,
      step,
      ids,
      link: null,
    }))
    const arrival = arrivalOf(state, part, taken, added)
    this.#arrived.push(arrival)
    this.#waiting += weightOf(arrival)
    // the next page is asked for while this one is staged: they are kept in the order in which they came
    if (taken.next !== undefined) this.#frontier.push({ ...part, link: taken.next }, this.#isSmall(state, part))
    for (const one of added) this.#frontier.add(one, this.#isSmall(state, one))
  }

  async #keep(): Promise<void> {
    const arrived = this.#arrived.filter(({ state }) => state.isOpen)
    this.#arrived = []
    this.#waiting = 0
    this.#keptAt = this.#now()
    const isTold = this.#keptAt - this.#toldAt >= toldEvery || this.#underWay === 0
    if (isTold) this.#toldAt = this.#keptAt
    const { begun } = await keepPages(this.#reading, arrived, {
      nextPart: this.#nextPart,
      isTold,
      stagings: this.#stagings,
    })
    for (const { state, part } of begun) this.#frontier.add(part, this.#isSmall(state, part))
  }

  async #mend(): Promise<void> {
    for (const { state, part, error } of this.#failed.splice(0)) {
      this.#reading.signal.throwIfAborted()
      if (!state.isOpen) continue
      const remedy = remedyFor(error, state, part, this.#reading.refused)
      if (remedy.do === 'read_part_again') this.#frontier.push({ ...part, link: null }, this.#isSmall(state, part))
      else if (remedy.do === 'start_over') {
        this.#forget(state)
        const first = await startOver(this.#reading, state, remedy, this.#nextPart)
        this.#frontier.add(first, this.#isSmall(state, first))
      } else await this.#giveUp(state, error)
    }
  }

  /** With a grant that gets no token any more, nothing else of its pack is asked for. */
  async #giveUp(state: ResourceState, error: unknown): Promise<void> {
    const affected = isDenied(error)
      ? [...this.#states.values()].filter(
          ({ definition, isOpen }) => isOpen && definition.pack === state.definition.pack,
        )
      : [state]
    for (const one of affected) {
      this.#forget(one)
      await giveUp(this.#reading, one, error)
    }
  }

  #forget(state: ResourceState): void {
    this.#frontier.drop(state.definition.resource)
    this.#arrived = this.#arrived.filter((arrival) => arrival.state !== state)
  }
}

/** How many rows a page is staged as. */
const weightOf = ({ staged }: Arrival): number => staged.reduce((sum, { count }) => sum + count, 0)
