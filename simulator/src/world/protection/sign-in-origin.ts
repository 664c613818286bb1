import { PLACES } from '../generate/company.ts'
import { type Entity, type Json, textOf } from '../model.ts'

/** Where the invented places would lie. */
const COORDINATES: { readonly [city: string]: { latitude: number; longitude: number } } = {
  Northhaven: { latitude: 53.52, longitude: 8.11 },
  Eastbrook: { latitude: 51.07, longitude: 13.71 },
  Lakeside: { latitude: 47.48, longitude: 9.69 },
  Westmark: { latitude: 51.97, longitude: 5.91 },
  Fjordby: { latitude: 55.04, longitude: 9.42 },
}

/** The first bytes of an id: the same chance for the same sign-in every time it is told. */
const digitsOf = (id: string, at: number) => Number.parseInt(id.slice(at, at + 2), 16)

/** An address of the ranges for documentation: the organisation's own, another one where the sign-in was suspicious. */
export const addressOf = (id: string, isSuspicious: boolean) =>
  `${isSuspicious ? '203.0.113' : '198.51.100'}.${digitsOf(id, 0)}`

/** `location` of a sign-in (learn.microsoft.com/graph/api/resources/signinlocation): where the person works. */
export function placeOf(user: Entity): Json {
  const [headquarters] = PLACES
  const place = PLACES.find(({ city }) => city === textOf(user, 'city')) ?? headquarters
  if (!place) return null
  const { latitude, longitude } = COORDINATES[place.city] ?? { latitude: null, longitude: null }
  return {
    city: place.city,
    countryOrRegion: place.countryCode,
    geoCoordinates: { altitude: null, latitude, longitude },
    state: place.state,
  }
}

const BROWSERS = ['Edge 131.0.0', 'Chrome 131.0.0', 'Firefox 133.0.0', 'Mobile Safari 17.6'] as const
const SYSTEMS = ['Windows11', 'Windows10', 'MacOs', 'Ios 17.6'] as const

/** `deviceDetail` of a sign-in: three of four devices are managed by the organisation. */
export function deviceOf(id: string): { readonly detail: { [name: string]: Json }; readonly isCompliant: boolean } {
  const kind = digitsOf(id, 2) % BROWSERS.length
  const isCompliant = digitsOf(id, 4) % 4 !== 0
  const detail = {
    browser: BROWSERS[kind] ?? null,
    deviceId: isCompliant ? `${id.slice(0, 8)}-0000-4000-8000-${id.slice(-12)}` : '',
    displayName: isCompliant ? `NHU-LT-${1000 + digitsOf(id, 6) * 4}` : '',
    isCompliant,
    isManaged: isCompliant,
    operatingSystem: SYSTEMS[kind] ?? null,
    trustType: isCompliant ? 'Azure AD joined' : '',
  }
  return { detail, isCompliant }
}
