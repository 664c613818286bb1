import { isoSeconds } from '../clock.ts'
import type { Json, Properties } from '../model.ts'
import type { Random } from '../random.ts'
import { type Department, PLACES, type Place, SKUS, type Sku } from './company.ts'
import { addressPart, type PersonName } from './names.ts'

const DAY = 86_400_000

/** Values that many people have in common are kept once: nothing ever changes a value, it is only replaced. */
const values = new Map<string, Json>()

function shared<T extends Json>(value: T): Json {
  const key = JSON.stringify(value)
  const known = values.get(key)
  if (known === undefined) values.set(key, value)
  return known ?? value
}

const NONE: Json = []

export interface PersonFacts {
  readonly name: PersonName
  readonly domain: string
  readonly department: Department
  /** 0 is the head of the department; larger is further down. */
  readonly level: number
  readonly place: Place
  readonly employeeNumber: number
  /** The address before the @, free in the tenancy. */
  readonly alias: string
  readonly hired: number
  /** The instant the tenancy's dates are reckoned from. */
  readonly anchor: number
  readonly companyName: string
}

/** The properties of an employee, as a connector from a personnel system would have written them. */
export function employee(facts: PersonFacts, random: Random): Properties {
  const { name, department, place, alias, domain } = facts
  const address = `${alias}@${domain}`
  const displayName = `${name.given} ${name.family}`
  const external = random.chance(0.06)
  const synced = random.chance(0.7)
  const properties: Properties = {
    accountEnabled: true,
    businessPhones: random.chance(0.8) ? [`${place.phonePrefix}${random.between(1000, 9999)}`] : NONE,
    city: place.city,
    companyName: external ? 'Alder Contracting' : facts.companyName,
    country: place.country,
    createdDateTime: isoSeconds(Math.min(facts.hired - random.between(1, 20) * DAY, facts.anchor)),
    department: department.name,
    displayName,
    employeeHireDate: isoSeconds(facts.hired),
    employeeId: String(100_000 + facts.employeeNumber),
    employeeOrgData: shared({ costCenter: `${department.code}-${place.countryCode}`, division: department.division }),
    employeeType: external ? 'Contractor' : random.chance(0.04) ? 'Apprentice' : 'Employee',
    givenName: name.given,
    jobTitle: department.titles[Math.min(facts.level, department.titles.length - 1)] ?? department.titles[0],
    mail: address,
    mailNickname: alias,
    mobilePhone: random.chance(0.6) ? `${place.phonePrefix}9${random.between(1000, 9999)}` : null,
    officeLocation: random.pick(place.offices),
    otherMails: NONE,
    postalCode: place.postalCode,
    preferredLanguage: place.countryCode === 'NL' ? 'nl-NL' : place.countryCode === 'DK' ? 'da-DK' : 'de-DE',
    proxyAddresses: [`SMTP:${address}`],
    state: place.state,
    streetAddress: place.street,
    surname: name.family,
    usageLocation: place.countryCode,
    userPrincipalName: address,
    userType: 'Member',
    assignedLicenses: licences(licencesFor(department, facts.level, random)),
    onPremisesExtensionAttributes: extensionAttributes({
      extensionAttribute1: `${department.code}-${place.countryCode}`,
    }),
  }
  if (external) properties.employeeLeaveDateTime = isoSeconds(facts.anchor + random.between(10, 400) * DAY)
  if (synced) {
    properties.onPremisesSyncEnabled = true
    properties.onPremisesSamAccountName = alias.slice(0, 20)
    properties.onPremisesDomainName = `corp.${domain}`
    properties.onPremisesLastSyncDateTime = isoSeconds(facts.anchor - random.between(1, 30) * 60_000)
  }
  return properties
}

/** A guest as invitation leaves one: mangled sign-in name, no employee facts. */
export function guest(
  name: PersonName,
  partner: string,
  domain: string,
  created: number,
  accepted: boolean,
): Properties {
  const mail = `${addressPart(name.given)}.${addressPart(name.family)}@${partner}`
  return {
    accountEnabled: true,
    businessPhones: [],
    createdDateTime: isoSeconds(created),
    creationType: 'Invitation',
    displayName: `${name.given} ${name.family}`,
    externalUserState: accepted ? 'Accepted' : 'PendingAcceptance',
    externalUserStateChangeDateTime: isoSeconds(created),
    mail,
    mailNickname: `${mail.replace('@', '_')}#EXT#`,
    otherMails: [mail],
    proxyAddresses: [`SMTP:${mail}`],
    userPrincipalName: `${mail.replace('@', '_')}#EXT#@${domain}`,
    userType: 'Guest',
    assignedLicenses: [],
  }
}

export function licences(skus: readonly Sku[]): Json {
  return shared(skus.map((sku) => ({ disabledPlans: [], skuId: sku.skuId })))
}

function licencesFor(department: Department, level: number, random: Random): Sku[] {
  const skus: Sku[] = [department.field && level > 2 ? SKUS.f3 : level <= 1 || random.chance(0.25) ? SKUS.e5 : SKUS.e3]
  if (random.chance(0.12)) skus.push(SKUS.powerBi)
  return skus
}

function extensionAttributes(set: { [name: string]: string }): Json {
  const all: { [name: string]: Json } = {}
  for (let i = 1; i <= 15; i++) all[`extensionAttribute${i}`] = set[`extensionAttribute${i}`] ?? null
  return shared(all)
}

/** Where a department's people mostly sit: the first place for offices, spread for the field. */
export function placeFor(department: Department, random: Random): Place {
  const [headquarters] = PLACES
  return headquarters && random.chance(department.field ? 0.3 : 0.65) ? headquarters : random.pick(PLACES)
}
