import type { MutationContext } from '../mutations/mutation.ts'

/** Where and when something happens. */
export type Moment = Pick<MutationContext, 'world' | 'tenancy' | 'now'>

interface Told {
  /** Below `/v1.0`, without a leading slash. */
  readonly resource: string
  /** Graph's type, without the namespace. */
  readonly type: 'team' | 'channel' | 'chat' | 'chatMessage' | 'conversationMember'
  readonly id: string
  readonly etag?: string
}

/** Tells what happened in Teams, for whoever subscribed to it. */
export function tell(
  { world, tenancy, now }: Moment,
  changeType: 'created' | 'updated' | 'deleted',
  { type, ...told }: Told,
): void {
  world.feed.publish({ tenancy, changeType, type: `microsoft.graph.${type}`, at: now, ...told })
}
