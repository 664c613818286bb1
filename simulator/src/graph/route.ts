import type { Json } from '../world/model.ts'
import type { GraphAnswer, GraphContext, WriteContext } from './call.ts'

/** Permission names of which a token needs one, by the kind of token. */
export interface Accepted {
  readonly application: readonly string[]
  readonly delegated: readonly string[]
}

/** The service behind an operation: it decides the words of its errors and which limits count. */
export type Service =
  | 'directory'
  | 'reports'
  | 'identityProtection'
  | 'exchange'
  | 'sharePoint'
  | 'teams'
  | 'notifications'

interface Operation {
  /** As `operations-v1.0.json` spells it where it is listed there. */
  readonly template: string
  /** `directory` when not said. */
  readonly service?: Service
  /**
   * Who is let in, where Microsoft's permissions data has no row for the operation; `anyone` for whoever has a token
   * for Graph. The row counts when there is one.
   */
  readonly permissions?: Accepted | 'anyone'
  /**
   * Other ways in than a permission of the token, e.g. a grant on the site or a role inside Exchange: the name of what
   * lets the call in, or undefined. Asked only when no permission does.
   */
  readonly otherwiseAllowed?: (context: GraphContext) => string | undefined
  /**
   * Where the answer's schema stands in `schemas-v1.0.json`, for operations that the contract does not list; of a
   * collection whose envelope is not published, the schema of its items.
   */
  readonly response?: string | { readonly items: string }
  /** Likewise the schema that the body must meet. */
  readonly request?: string
}

/** An operation that only reads. */
export interface ReadRoute extends Operation {
  readonly method: 'GET' | 'POST'
  readonly answer: (context: GraphContext) => GraphAnswer
}

/**
 * An operation that changes something. It is written to the journal and done again by a restart, so `write` depends on
 * nothing but the world, the call and what it is given; it refuses with a GraphError before it changes anything.
 */
export interface WriteRoute extends Operation {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly write: (context: WriteContext) => GraphAnswer
  /** What must be asked of the network first, e.g. whether an address answers. Its result is kept in the journal. */
  readonly prepare?: (context: GraphContext) => Promise<Json>
}

/** One served operation: Graph's method and path template, and what answers it. */
export type Route = ReadRoute | WriteRoute

export const isWrite = (route: Route): route is WriteRoute => 'write' in route
