import { PLACES, type Place } from '../generate/company.ts'
import { addressPart } from '../generate/names.ts'
import { guidOf, Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'

/** A meeting room: a resource mailbox without a row among the users. */
export interface Room {
  readonly id: string
  readonly displayName: string
  readonly address: string
  readonly building: string
  readonly floor: number
  readonly capacity: number
  readonly accessible: boolean
  readonly screen: boolean
  readonly place: Place
}

/** The rooms of one city, as the address book lists them. */
export interface RoomList {
  readonly id: string
  readonly displayName: string
  readonly address: string
  readonly place: Place
  readonly rooms: readonly Room[]
}

const NAMES = ['Heron', 'Lighthouse', 'Turbine'] as const

const generated = new WeakMap<Tenancy, readonly RoomList[]>()

/** The room lists of a company, one for each city; the publisher of applications has none. */
export function roomListsOf(tenancy: Tenancy): readonly RoomList[] {
  const known = generated.get(tenancy)
  if (known) return known
  const lists = tenancy.profile.kind === 'publisher' ? [] : PLACES.map((place) => roomList(tenancy, place))
  generated.set(tenancy, lists)
  return lists
}

export function roomsOf(tenancy: Tenancy): readonly Room[] {
  return roomListsOf(tenancy).flatMap(({ rooms }) => rooms)
}

function roomList(tenancy: Tenancy, place: Place): RoomList {
  const { tenantId, domain } = tenancy.profile
  return {
    id: guidOf(`${tenantId}/room-list/${place.city}`),
    displayName: `Rooms ${place.city}`,
    address: `rooms-${addressPart(place.city)}@${domain}`,
    place,
    rooms: place.offices.flatMap((office) => NAMES.map((name) => room(tenancy, place, office, name))),
  }
}

function room({ profile }: Tenancy, place: Place, office: string, name: string): Room {
  const { tenantId, domain } = profile
  const id = guidOf(`${tenantId}/room/${place.city}/${office}/${name}`)
  const random = new Random(`${id}/facts`)
  const [building = office, floor = '1'] = office.split('/')
  const plain = office.split(/[/ ]/).map(addressPart).join('-')
  return {
    id,
    displayName: `${office} ${name}`,
    address: `room-${plain}-${addressPart(name)}@${domain}`,
    building,
    floor: Number(floor),
    capacity: random.pick([4, 6, 8, 12, 20]),
    accessible: random.chance(0.8),
    screen: random.chance(0.7),
    place,
  }
}
