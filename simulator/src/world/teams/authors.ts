import { type Entity, type Json, textOf } from '../model.ts'
import { guidOf } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'

/** The app that posts what workflows send; every tenancy has it. */
export const WORKFLOWS_APP = { appId: guidOf('app/Workflows'), displayName: 'Workflows' } as const

/** `from` of a message that a person wrote (learn.microsoft.com/graph/api/resources/chatmessagefromidentityset). */
export function writtenBy(tenancy: Tenancy, user: Entity): Json {
  return { application: null, device: null, user: userIdentity(tenancy, user) }
}

/** `from` of a message that a bot posted. */
export function postedBy({ appId, displayName }: { appId: string; displayName: string }): Json {
  const application = {
    '@odata.type': '#microsoft.graph.teamworkApplicationIdentity',
    applicationIdentityType: 'bot',
    displayName,
    id: appId,
  }
  return { application, device: null, user: null }
}

export function userIdentity(tenancy: Tenancy, user: Entity): { [name: string]: Json } {
  return {
    '@odata.type': '#microsoft.graph.teamworkUserIdentity',
    displayName: textOf(user, 'displayName'),
    id: user.id,
    tenantId: tenancy.profile.tenantId,
    userIdentityType: 'aadUser',
  }
}
