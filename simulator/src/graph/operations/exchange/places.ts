import { itemNotFound } from '../../../world/exchange/refusal.ts'
import { type Room, type RoomList, roomListsOf, roomsOf } from '../../../world/exchange/rooms.ts'
import type { Place } from '../../../world/generate/company.ts'
import type { Json, Properties } from '../../../world/model.ts'
import { guidOf } from '../../../world/random.ts'
import { type GraphContext, parameter } from '../../call.ts'
import { OUTLOOK } from '../../limits.ts'
import type { Accepted, Route } from '../../route.ts'
import { inExchange } from './mailbox-route.ts'
import { outlookList, outlookSingle } from './outlook-list.ts'

const READ_PLACES: Accepted = {
  application: ['Place.Read.All', 'Place.ReadWrite.All'],
  delegated: ['Place.Read.All', 'Place.ReadWrite.All'],
}

function addressOf({ street, city, state, postalCode, country }: Place): Json {
  return { street, city, state, postalCode, countryOrRegion: country }
}

function roomBody(room: Room): Properties {
  const { id, displayName, address, building, floor, capacity, accessible, screen, place } = room
  return {
    id,
    displayName,
    address: addressOf(place),
    geoCoordinates: null,
    phone: `${place.phonePrefix}0`,
    nickname: displayName,
    emailAddress: address,
    building,
    floorNumber: floor,
    floorLabel: String(floor),
    label: null,
    capacity,
    bookingType: 'standard',
    audioDeviceName: null,
    videoDeviceName: null,
    displayDeviceName: screen ? 'Wall screen' : null,
    isWheelChairAccessible: accessible,
    tags: screen ? ['screen'] : [],
    placeId: guidOf(`${id}/place`),
  }
}

function roomListBody({ id, displayName, address, place }: RoomList): Properties {
  return {
    id,
    displayName,
    address: addressOf(place),
    geoCoordinates: null,
    phone: `${place.phonePrefix}0`,
    emailAddress: address,
    placeId: guidOf(`${id}/place`),
  }
}

function list(context: GraphContext, kind: 'room' | 'roomList', bodies: readonly Properties[]) {
  const rows = bodies.map((body) => ({ indexed: body, shown: body }))
  const filterable = ['displayName', 'emailAddress', 'building', 'capacity', 'floorNumber', 'id']
  return outlookList(context, {
    rows,
    kind,
    contextName: `places/microsoft.graph.${kind}`,
    filterable,
    defaultTop: OUTLOOK.places,
  })
}

function listOf({ tenancy }: GraphContext, reference: string): RoomList {
  const found = roomListsOf(tenancy).find(({ id, address }) => id === reference || address === reference.toLowerCase())
  if (!found) throw itemNotFound()
  return found
}

function place(context: GraphContext) {
  const wanted = parameter(context).toLowerCase()
  const room = roomsOf(context.tenancy).find(({ id, address }) => id === wanted || address === wanted)
  const [kind, body] = room
    ? (['room', roomBody(room)] as const)
    : (['roomList', roomListBody(listOf(context, wanted))] as const)
  const shown = { '@odata.type': `#microsoft.graph.${kind}`, ...body }
  return outlookSingle(context, shown, { kind, contextName: 'places' })
}

/** Rooms and the lists they stand in: learn.microsoft.com/graph/api/place-list. */
export const placeRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/places/microsoft.graph.room',
    service: 'exchange',
    answer: (context) => inExchange(() => list(context, 'room', roomsOf(context.tenancy).map(roomBody))),
  },
  {
    method: 'GET',
    template: '/places/microsoft.graph.roomList',
    service: 'exchange',
    permissions: READ_PLACES,
    answer: (context) => inExchange(() => list(context, 'roomList', roomListsOf(context.tenancy).map(roomListBody))),
  },
  {
    method: 'GET',
    template: '/places/{place-id}',
    service: 'exchange',
    permissions: READ_PLACES,
    response: '#/$defs/microsoft.graph.place!any',
    answer: (context) => inExchange(() => place(context)),
  },
  {
    method: 'GET',
    template: '/places/{place-id}/microsoft.graph.roomList/rooms',
    service: 'exchange',
    permissions: READ_PLACES,
    response: '#/$defs/microsoft.graph.room!collection',
    answer: (context) =>
      inExchange(() => list(context, 'room', listOf(context, parameter(context)).rooms.map(roomBody))),
  },
]
