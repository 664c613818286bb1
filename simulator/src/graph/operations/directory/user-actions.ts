import { isoSeconds } from '../../../world/clock.ts'
import type { Entity } from '../../../world/model.ts'
import { type GraphAnswer, noContent, type WriteContext } from '../../call.ts'
import { contextUrl } from '../../listing.ts'
import { named } from '../single.ts'
import { needReach, needRight, signedIn } from './caller.ts'

/** learn.microsoft.com/graph/api/user-delete: into the recycle bin, from where the name is free for others. */
export const deleteUser = (context: WriteContext) => removeUser(context, named(context, 'user'))

/** Deletes a person for a caller whose permissions were seen to allow it. */
export function removeUser(context: WriteContext, user: Entity): GraphAnswer {
  needRight(context, 'deleteUser')
  needReach(context, user)
  context.tenancy.remove(user, isoSeconds(context.now))
  return noContent()
}

/** learn.microsoft.com/graph/api/user-revokesigninsessions: refresh tokens from before now are good for nothing. */
export function revokeSignInSessions(context: WriteContext): GraphAnswer {
  const user = named(context, 'user')
  needRight(context, 'revokeSessions', user)
  if (signedIn(context) !== user) needReach(context, user)
  context.tenancy.update(user, { signInSessionsValidFromDateTime: isoSeconds(context.now) })
  return { status: 200, headers: {}, body: { '@odata.context': contextUrl(context, 'Edm.Boolean'), value: true } }
}
