import { visit } from '../../../microsoft/testing/page-visitor.ts'
import { Connection, ConnectionStep, ConsentBegun } from '../model.ts'
import type { Caller, Installation, Owner, SimulatedTenancy } from './installation.ts'

/** Which button is pressed at Microsoft's pages: an account's, then Accept or Cancel. */
export const asAdministrator = ({ domain }: SimulatedTenancy): string[] => [`admin@${domain}`, 'Accept']
export const asNobody = ({ domain }: SimulatedTenancy): string[] => [`helpdesk@${domain}`, 'Accept']

export const begin = async (atrium: Installation, owner: Caller, input: object = {}) =>
  ConsentBegun.parse(await atrium.call(owner, 'connections.begin-consent', input))

/** Goes through Microsoft's pages and gives what they send back, as the console's page would post it. */
export async function pages(url: string, buttons: readonly string[]): Promise<Record<string, string>> {
  const { leftFor } = await visit(new URL(url), buttons)
  return Object.fromEntries(leftFor.searchParams)
}

export const post = async (atrium: Installation, owner: Owner, answer: object): Promise<ConnectionStep> =>
  ConnectionStep.parse(await atrium.call(owner, 'connections.continue', answer))

/** Signs in and answers: what Atrium then says. */
export async function signIn(
  atrium: Installation,
  owner: Owner,
  buttons: readonly string[],
  input: object = {},
): Promise<ConnectionStep> {
  const { url } = await begin(atrium, owner, input)
  return post(atrium, owner, await pages(url, buttons))
}

/** Follows every page that Atrium asks for, until it is connected or refused. */
export async function follow(
  atrium: Installation,
  owner: Owner,
  first: ConnectionStep,
  buttons: readonly string[],
): Promise<ConnectionStep> {
  let step = first
  while (step.next === 'redirect') step = await post(atrium, owner, await pages(step.url, buttons))
  return step
}

/** The whole consent by the tenancy's administrator. */
export async function connect(
  atrium: Installation,
  owner: Owner,
  tenancy: SimulatedTenancy,
  input: object = {},
): Promise<ConnectionStep> {
  const buttons = asAdministrator(tenancy)
  return follow(atrium, owner, await signIn(atrium, owner, buttons, input), buttons)
}

/** The connection's id where it is connected; fails the test otherwise. */
export function connected(step: ConnectionStep): string {
  if (step.next === 'connected') return step.connectionId
  throw new Error(`not connected: ${JSON.stringify(step)}`)
}

export const show = async (atrium: Installation, owner: Owner, connectionId: string): Promise<Connection> =>
  Connection.parse(await atrium.call(owner, 'connections.show', { connectionId }))
