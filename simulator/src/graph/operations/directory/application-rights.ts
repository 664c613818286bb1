import type { Entity } from '../../../world/model.ts'
import type { GraphContext } from '../../call.ts'
import { denied } from '../../errors.ts'
import type { Accepted } from '../../route.ts'
import { needRight, owns } from './caller.ts'

/** learn.microsoft.com/graph/api/application-post-applications and its sisters, Permissions. */
export const APPLICATION_WRITERS: Accepted = {
  application: ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'],
  delegated: ['Application.ReadWrite.All'],
}

/**
 * Throws 403 when an application or servicePrincipal is not the caller's to change: Application.ReadWrite.OwnedBy opens only
 * what the calling servicePrincipal owns (graph/permissions-reference), and a person needs a role or must own it.
 */
export function needApplicationWrite(context: GraphContext, object: Entity): void {
  const held = context.token.isAppOnly ? context.token.roles : context.token.scopes
  const isGeneral = ['Application.ReadWrite.All', 'Directory.ReadWrite.All'].some((name) => held.includes(name))
  if (!isGeneral && !owns(context, object)) throw denied()
  needRight(context, 'updateApplication', object)
}
