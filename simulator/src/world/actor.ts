import { type Entity, type Json, textOf } from './model.ts'

/** Who causes a change, as `initiatedBy` of a directory audit tells it. */
export type Actor =
  | { readonly kind: 'app'; readonly appId: string; readonly displayName: string; readonly servicePrincipalId: string }
  | { readonly kind: 'user'; readonly id: string; readonly userPrincipalName: string; readonly displayName: string }

/** Whoever steers the simulator from outside; its changes are told as those of this service. */
export const CONTROL: Actor = {
  kind: 'app',
  appId: '00000001-0000-0000-c000-000000000000',
  displayName: 'Azure ESTS Service',
  servicePrincipalId: '',
}

/** `initiatedBy` (learn.microsoft.com/graph/api/resources/auditactivityinitiator). */
export function initiatedBy(actor: Actor): Json {
  if (actor.kind === 'user') {
    const { id, userPrincipalName, displayName } = actor
    return { app: null, user: { displayName, id, ipAddress: '198.51.100.7', userPrincipalName } }
  }
  const { appId, displayName, servicePrincipalId } = actor
  return {
    app: { appId, displayName, servicePrincipalId: servicePrincipalId || null, servicePrincipalName: null },
    user: null,
  }
}

/** A person as somebody who acts. */
export function userActor(user: Entity): Actor {
  const userPrincipalName = textOf(user, 'userPrincipalName') ?? ''
  return { kind: 'user', id: user.id, userPrincipalName, displayName: textOf(user, 'displayName') ?? '' }
}
