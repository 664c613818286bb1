import type { AccessToken } from '../identity-port.ts'
import { type Actor, userActor } from '../world/actor.ts'
import { isObject, type Json, textOf } from '../world/model.ts'
import type { GraphCall, GraphContext } from './call.ts'

/** The name under which the journal keeps what was changed through Graph. */
export const GRAPH_WRITE = 'graph'

/** Request headers that a write may depend on. */
const KEPT = ['content-type', 'consistencylevel', 'if-match', 'if-none-match', 'prefer']

/** A write as the journal keeps it: who asked for what, so that it can be done again. */
export function journalInput(context: GraphContext, prepared: Json | undefined): { [name: string]: Json } {
  const { call, token, tenancy } = context
  const headers: { [name: string]: Json } = {}
  for (const name of KEPT) if (call.headers[name] !== undefined) headers[name] = call.headers[name]
  return {
    tenantId: tenancy.profile.tenantId,
    method: call.method,
    target: call.target,
    origin: call.origin,
    headers,
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(prepared === undefined ? {} : { prepared }),
    token: {
      appId: token.appId,
      objectId: token.objectId,
      roles: [...token.roles],
      scopes: [...token.scopes],
      ...(token.userObjectId === undefined ? {} : { userObjectId: token.userObjectId }),
    },
  }
}

/** The call and its caller from a journal entry. Tokens are remembered by what they allow, never as themselves. */
export function readJournalInput(input: { [name: string]: Json }): {
  call: GraphCall
  token: AccessToken
  prepared: Json | undefined
} {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  const texts = (value: Json | undefined) => (Array.isArray(value) ? value.map(String) : [])
  const given = isObject(input.token) ? input.token : {}
  const headers: { [name: string]: string } = {}
  for (const [name, value] of Object.entries(isObject(input.headers) ? input.headers : {}))
    headers[name] = String(value)
  const userObjectId = typeof given.userObjectId === 'string' ? { userObjectId: given.userObjectId } : {}
  return {
    call: {
      method: text(input.method),
      target: text(input.target),
      origin: text(input.origin),
      headers,
      body: input.body,
    },
    token: {
      tenantId: text(input.tenantId),
      appId: text(given.appId),
      objectId: text(given.objectId),
      audience: '',
      roles: texts(given.roles),
      scopes: texts(given.scopes),
      isAppOnly: given.userObjectId === undefined,
      ...userObjectId,
      issuedAt: 0,
      expiresAt: 0,
    },
    prepared: input.prepared,
  }
}

/** Who a call acts as in the audit log: the signed-in person, or the application by itself. */
export function actorOf({ tenancy, token }: GraphContext): Actor {
  const user = token.userObjectId === undefined ? undefined : tenancy.find(token.userObjectId)
  if (user) return userActor(user)
  const principal = tenancy.findByKey('servicePrincipal', token.appId)
  const displayName = (principal && textOf(principal, 'displayName')) ?? ''
  return { kind: 'app', appId: token.appId, displayName, servicePrincipalId: principal?.id ?? '' }
}
