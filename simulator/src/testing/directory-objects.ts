import type { Json } from '../world/model.ts'
import { errorOf, type GraphClient, type GraphReply, type TestCloud } from './cloud.ts'

/** The domain of the test tenancy. */
export const domainOf = (cloud: TestCloud): string => cloud.simulator.world.primary.profile.domain

/** The body of a person as POST /users takes it. */
export function person(cloud: TestCloud, alias: string, more: { [name: string]: Json } = {}): { [name: string]: Json } {
  return {
    accountEnabled: true,
    displayName: `Person ${alias}`,
    mailNickname: alias,
    passwordProfile: { password: 'Right-Battery-9' },
    userPrincipalName: `${alias}@${domainOf(cloud)}`,
    ...more,
  }
}

/** The body of a group as POST /groups takes it. */
export function securityGroup(nickname: string, more: { [name: string]: Json } = {}): { [name: string]: Json } {
  return { displayName: nickname, mailEnabled: false, mailNickname: nickname, securityEnabled: true, ...more }
}

export const unifiedGroup = (nickname: string, more: { [name: string]: Json } = {}): { [name: string]: Json } =>
  securityGroup(nickname, { groupTypes: ['Unified'], mailEnabled: true, ...more })

/** Makes an object and answers its id. */
export async function made(client: GraphClient, set: string, body: { [name: string]: Json }): Promise<string> {
  const reply = await post(client, `/${set}`, body)
  if (reply.status !== 201) throw new Error(`POST /${set} answered ${reply.status}: ${reply.text}`)
  return String(reply.body.id)
}

export const post = (client: GraphClient, path: string, body: Json = {}): Promise<GraphReply> =>
  client.graph(path, { method: 'POST', body })
export const patch = (client: GraphClient, path: string, body: Json): Promise<GraphReply> =>
  client.graph(path, { method: 'PATCH', body })
export const remove = (client: GraphClient, path: string): Promise<GraphReply> =>
  client.graph(path, { method: 'DELETE' })

/** Adds a reference, e.g. to `/groups/{id}/members`. */
export const link = (client: GraphClient, collection: string, id: string): Promise<GraphReply> =>
  post(client, `${collection}/$ref`, { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })

/** Status, code and message of a refusal, to be compared in one go. */
export function refusal(reply: GraphReply): [number, string, string] {
  const { code, message } = errorOf(reply)
  return [reply.status, code, message]
}

export const DENIED = [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.']
export const badRequest = (message: string): [number, string, string] => [400, 'Request_BadRequest', message]
