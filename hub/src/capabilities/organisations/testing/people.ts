import { z } from 'zod'
import { ApiKeyCreated } from '../model/api-key.ts'
import { MemberAdded } from '../model/organisation.ts'
import type { RoleName } from '../model/role.ts'
import { SessionStarted } from '../model/session.ts'
import type { Room } from './room.ts'

/** A signed-in person in a test. */
export interface Person {
  session: string
  accountId: string
  organisationId: string
  email: string
}

export const goodPassword = 'a lighthouse over quiet water'

let count = 0
/** A new e-mail address at a name reserved for examples (RFC 2606). */
export const newEmail = (): string => {
  count += 1
  return `person${count}@example.com`
}

export const tokenOf = (link: string): string => new URL(link).hash.slice(1)

/** The first owner, by the installation's own link. */
export async function firstOwner(room: Room): Promise<Person> {
  const { url } = await room.organisations.issueOwnerLink()
  return personOf(await room.call('session.start-with-link', { token: tokenOf(url) }), '')
}

/** An owner of a new organisation, made by the first owner and handed over to nobody. */
export async function ownerElsewhere(room: Room): Promise<Person> {
  const owner = await firstOwner(room)
  const made = z
    .object({ organisationId: z.string() })
    .parse(await room.call('organisations.create', { name: 'Other' }, { session: owner.session }))
  const there = personOf(
    await room.call('session.switch-organisation', { organisationId: made.organisationId }, { session: owner.session }),
    '',
  )
  return member(room, there, 'owner')
}

export async function invite(room: Room, by: Person, role: RoleName, email = newEmail()) {
  const input = { email, displayName: 'Someone', role }
  return MemberAdded.parse(await room.call('organisations.add-member', input, { session: by.session }))
}

/** A new person in `by`'s organisation, who used the link. */
export async function member(room: Room, by: Person, role: RoleName, email = newEmail()): Promise<Person> {
  const { signInLink } = await invite(room, by, role, email)
  return personOf(await room.call('session.start-with-link', { token: tokenOf(signInLink) }), email)
}

/** The same person with a password, in the new session that comes of it. */
export async function withPassword(room: Room, person: Person, password = goodPassword): Promise<Person> {
  const started = await room.call('account.set-password', { newPassword: password }, { session: person.session })
  return personOf(started, person.email)
}

export async function apiKey(room: Room, by: Person, scopes: string[], validForDays = 90) {
  return ApiKeyCreated.parse(
    await room.call('api-keys.create', { name: 'a program', scopes, validForDays }, { session: by.session }),
  )
}

export function personOf(started: unknown, email: string): Person {
  const { sessionToken, accountId, organisationId } = SessionStarted.parse(started)
  return { session: sessionToken, accountId, organisationId, email }
}
