import type { Json } from '../world/model.ts'

/** One answered request, whichever part of the simulated cloud answered it. */
export interface RequestRecord {
  /** Counts from 1 since the start; never given twice. */
  readonly number: number
  /** Simulated epoch milliseconds. */
  readonly at: number
  readonly service: 'graph' | 'identity' | 'other'
  readonly method: string
  /** Path without query; for Graph below `/v1.0`. */
  readonly path: string
  /** The query as sent, without the question mark. */
  readonly query: string
  readonly status: number
  readonly appId: string | undefined
  readonly tenantId: string | undefined
  /** The signed-in person of a delegated token. */
  readonly userObjectId: string | undefined
  /** The permission that let it in. */
  readonly permission: string | undefined
  /** The body of a request that changes something. */
  readonly body: Json | undefined
  /** Whether it came as an item of a `$batch`. */
  readonly batched: boolean
  /** The fault rule that struck it. */
  readonly fault: string | undefined
  /** Resource units. */
  readonly units: number
  /** Milliseconds of work for the answer, without sending it. */
  readonly milliseconds: number
}
