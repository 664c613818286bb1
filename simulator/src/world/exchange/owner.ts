import { SKUS } from '../generate/company.ts'
import { type Entity, isObject, listOf, textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import { type Room, roomsOf } from './rooms.ts'

/** Whose mailbox it is. */
export interface MailboxOwner {
  readonly id: string
  readonly displayName: string
  readonly address: string
  readonly purpose: 'user' | 'room'
  /** The Windows name of the zone they work in. */
  readonly zone: string
  readonly locale: string
}

const ZONES: { readonly [country: string]: string } = { DK: 'Romance Standard Time' }

const zoneIn = (country: string | null) => ZONES[country ?? ''] ?? 'W. Europe Standard Time'

/** The Exchange plan inside each licence that has one. */
const PLANS: ReadonlyMap<string, string> = new Map(
  Object.values(SKUS).flatMap(({ skuId, plans }) => {
    const plan = plans.find(({ service }) => service === 'exchange')
    return plan ? [[skuId, plan.servicePlanId] as const] : []
  }),
)

/** Whether a licence of the person brings a mailbox: one with an Exchange plan that is not switched off. */
export function hasMailbox(user: Entity): boolean {
  return listOf(user, 'assignedLicenses').some((licence) => {
    const plan = isObject(licence) && typeof licence.skuId === 'string' ? PLANS.get(licence.skuId) : undefined
    const off = isObject(licence) && Array.isArray(licence.disabledPlans) ? licence.disabledPlans : []
    return plan !== undefined && !off.includes(plan)
  })
}

export function ownerOfUser(user: Entity): MailboxOwner {
  return {
    id: user.id,
    displayName: textOf(user, 'displayName') ?? '',
    address: textOf(user, 'mail') ?? textOf(user, 'userPrincipalName') ?? '',
    purpose: 'user',
    zone: zoneIn(textOf(user, 'usageLocation')),
    locale: textOf(user, 'preferredLanguage') ?? 'de-DE',
  }
}

export function ownerOfRoom(room: Room): MailboxOwner {
  const { id, displayName, address, place } = room
  return { id, displayName, address, purpose: 'room', zone: zoneIn(place.countryCode), locale: 'en-US' }
}

/** A room by its id or address. */
export function roomBy(tenancy: Tenancy, reference: string): Room | undefined {
  const wanted = reference.toLowerCase()
  return roomsOf(tenancy).find((room) => room.id === wanted || room.address === wanted)
}

/** A person by object id, userPrincipalName or the address of their mail. */
export function userByReference(tenancy: Tenancy, reference: string): Entity | undefined {
  return tenancy.findOf('user', reference.toLowerCase()) ?? tenancy.findByKey('user', reference)
}

/** The mailboxes that mail to an address reaches: a room's, a person's, or those of a group's members. */
export function ownersAt(tenancy: Tenancy, address: string): MailboxOwner[] {
  const room = roomBy(tenancy, address)
  if (room) return [ownerOfRoom(room)]
  const user = userByReference(tenancy, address)
  if (user) return hasMailbox(user) ? [ownerOfUser(user)] : []
  const group = isInside(tenancy, address) ? groupAt(tenancy, address) : undefined
  return group ? [...membersOf(tenancy, group)].filter(hasMailbox).map(ownerOfUser) : []
}

/** Whether an address belongs to the tenancy's own domain. */
export function isInside({ profile }: Tenancy, address: string): boolean {
  return address.toLowerCase().endsWith(`@${profile.domain}`)
}

function groupAt(tenancy: Tenancy, address: string): Entity | undefined {
  const wanted = address.toLowerCase()
  for (const group of tenancy.store('group'))
    if (group.state === 'live' && textOf(group, 'mail')?.toLowerCase() === wanted) return group
  return undefined
}

/** The people in a group, over any number of nested groups. */
export function membersOf(tenancy: Tenancy, group: Entity, seen = new Set<string>([group.id])): Set<Entity> {
  const people = new Set<Entity>()
  for (const id of tenancy.relations.members.from(group.id)) {
    const member = tenancy.find(id)
    if (!member || seen.has(id)) continue
    seen.add(id)
    if (member.kind === 'user') people.add(member)
    else if (member.kind === 'group') for (const person of membersOf(tenancy, member, seen)) people.add(person)
  }
  return people
}
