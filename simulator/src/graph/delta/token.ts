import type { Json, Kind } from '../../world/model.ts'
import type { GraphContext } from '../call.ts'
import { GraphError } from '../errors.ts'
import { DELTA } from '../limits.ts'
import { OpaqueTokens } from '../opaque.ts'

/** Where a round of delta stands. Options are fixed at the first call and travel in the token. */
export interface DeltaCursor {
  readonly kind: Kind
  /** The `$select` of the first call, or undefined for what is tracked by default. */
  readonly select: readonly string[] | undefined
  /** The ids of `$filter=id eq …`, or undefined for all. */
  readonly ids: readonly string[] | undefined
  /** Whether the round lists the objects that are there, or the changes since a token. */
  readonly round: 'initial' | 'changes'
  /** Next place in the list of objects, or next sequence number of the change log. */
  readonly position: number
  /** One past the last place of an initial round. */
  readonly end: number
  /** Next tracked relation and place in it, for an object whose links go over several pages. */
  readonly relation: number
  readonly link: number
  /** The change log's next number when the round began: where the next round goes on. */
  readonly until: number
  /** When the round's token was made; simulated epoch milliseconds. */
  readonly issued: number
}

export function sealCursor(context: GraphContext, cursor: DeltaCursor): string {
  const content: { [name: string]: Json } = {
    n: context.tenancy.profile.tenantId,
    k: cursor.kind,
    s: cursor.select ? [...cursor.select] : null,
    f: cursor.ids ? [...cursor.ids] : null,
    r: cursor.round,
    p: [cursor.position, cursor.end, cursor.relation, cursor.link, cursor.until],
    t: cursor.issued,
  }
  return new OpaqueTokens(context.world.seed).seal(content)
}

/** Opens a token of this tenancy and kind. Throws Graph's answer for a foreign, broken or expired one. */
export function openCursor(context: GraphContext, kind: Kind, token: string): DeltaCursor {
  const content = new OpaqueTokens(context.world.seed).open(token)
  const numbers = Array.isArray(content?.p) ? content.p.filter((n) => typeof n === 'number') : []
  const [position, end, relation, link, until] = numbers
  if (
    content?.n !== context.tenancy.profile.tenantId ||
    content.k !== kind ||
    typeof content.t !== 'number' ||
    position === undefined ||
    end === undefined ||
    relation === undefined ||
    link === undefined ||
    until === undefined
  )
    throw new GraphError(400, 'Request_BadRequest', 'Badly formed token.')
  if (context.world.now() - content.t > DELTA.tokenLifeMs)
    throw new GraphError(
      400,
      'syncStateNotFound',
      'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    )
  return {
    kind,
    select: texts(content.s),
    ids: texts(content.f),
    round: content.r === 'initial' ? 'initial' : 'changes',
    position,
    end,
    relation,
    link,
    until,
    issued: content.t,
  }
}

function texts(value: Json | undefined): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}
