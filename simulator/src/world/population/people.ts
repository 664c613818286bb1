import { SKUS } from '../generate/company.ts'
import { addressPart, FAMILY, GIVEN } from '../generate/names.ts'
import { licences } from '../generate/person.ts'
import type { Json } from '../model.ts'
import type { PropertyTable } from './computed-entity.ts'
import type { DayTexts } from './days.ts'
import type { NumberedIds } from './numbered-ids.ts'
import { REGIONS, type Region, TRADES, type Trade } from './regions.ts'
import type { Draws } from './words.ts'

export interface PeoplePlan {
  readonly ids: NumberedIds
  readonly draws: Draws
  readonly size: number
  readonly domain: string
  readonly companyName: string
  readonly days: DayTexts
  /** The first employeeId that is free. */
  readonly firstEmployeeId: number
}

/** The questions that are answered by drawing. */
const ASK = {
  given: 1,
  family: 2,
  region: 3,
  trade: 4,
  title: 5,
  hired: 6,
  phone: 7,
  mobile: 8,
  office: 9,
  synchronised: 10,
} as const

const NONE: Json = []
/** One licence for everyone, so that the licences in use are counted without looking at anybody. */
export const LICENCE = SKUS.e3.skuId
const LICENCES = licences([SKUS.e3])
/** A page with a letter beyond Latin-1 takes two bytes for each of its letters, and three times as long to write. */
const isLatin1 = (name: string) => Buffer.from(name, 'latin1').toString('latin1') === name
const GIVEN_NAMES = GIVEN.filter(isLatin1)
const FAMILY_NAMES = FAMILY.filter(isLatin1)
const GIVEN_PARTS = GIVEN_NAMES.map(addressPart)
const FAMILY_PARTS = FAMILY_NAMES.map(addressPart)

/** The many people of a large company beyond its generated core: enabled employees, each a function of their number. */
export class BulkPeople {
  readonly #plan: PeoplePlan
  /** The latest alias that was made: several properties of one person hold it. */
  #latest = { index: -1, alias: '' }

  constructor(plan: PeoplePlan) {
    this.#plan = plan
  }

  displayNameOf(index: number): string {
    return `${this.#given(GIVEN_NAMES, index)} ${this.#family(FAMILY_NAMES, index)}`
  }

  /** Ends with the person's number, so that it is found again from the text. */
  userPrincipalNameOf(index: number): string {
    return `${this.#aliasOf(index)}@${this.#plan.domain}`
  }

  /** The number of the person who was given this userPrincipalName, in any case. */
  indexOf(userPrincipalName: string): number | undefined {
    const at = userPrincipalName.indexOf('@')
    const index = Number(userPrincipalName.slice(userPrincipalName.lastIndexOf('.', at) + 1, at)) - 1
    if (!Number.isInteger(index) || index < 0 || index >= this.#plan.size) return undefined
    return this.userPrincipalNameOf(index) === userPrincipalName.toLowerCase() ? index : undefined
  }

  /** As a connector from a personnel system would have written them; three of ten have no account on the premises. */
  get properties(): PropertyTable {
    const { ids, draws, days, domain, companyName, firstEmployeeId } = this.#plan
    const region = (i: number): Region => draws.pick(REGIONS, ASK.region, i)
    const trade = (i: number): Trade => draws.pick(TRADES, ASK.trade, i)
    const hired = (i: number) => draws.below(9000, ASK.hired, i) + 20
    const address = (i: number) => this.userPrincipalNameOf(i)
    const synchronised = (i: number, value: Json) => (draws.below(10, ASK.synchronised, i) < 7 ? value : null)
    return {
      id: (i) => ids.guid('user', i),
      accountEnabled: () => true,
      assignedLicenses: () => LICENCES,
      businessPhones: (i) => this.#phoneOf(region(i), ASK.phone, i) ?? NONE,
      city: (i) => region(i).city,
      companyName: () => companyName,
      country: (i) => region(i).country,
      createdDateTime: (i) => days.before(hired(i) + 3),
      department: (i) => `${region(i).name} ${trade(i).name}`,
      displayName: (i) => this.displayNameOf(i),
      employeeHireDate: (i) => days.before(hired(i)),
      employeeId: (i) => String(firstEmployeeId + i),
      employeeOrgData: (i) => orgDataOf(region(i), trade(i)),
      employeeType: () => 'Employee',
      givenName: (i) => this.#given(GIVEN_NAMES, i),
      jobTitle: (i) => draws.pick(trade(i).titles, ASK.title, i),
      mail: address,
      mailNickname: (i) => this.#aliasOf(i),
      mobilePhone: (i) => this.#phoneOf(region(i), ASK.mobile, i)?.[0] ?? null,
      officeLocation: (i) => `${region(i).city}/${draws.below(4, ASK.office, i) + 1}`,
      onPremisesDomainName: (i) => synchronised(i, `corp.${domain}`),
      onPremisesExtensionAttributes: (i) => ATTRIBUTES.get(trade(i)) ?? null,
      onPremisesLastSyncDateTime: (i) => synchronised(i, days.before(1)),
      onPremisesSamAccountName: (i) => synchronised(i, this.#aliasOf(i).slice(0, 20)),
      onPremisesSyncEnabled: (i) => synchronised(i, true),
      otherMails: () => NONE,
      postalCode: (i) => region(i).postalCode,
      preferredLanguage: (i) => region(i).language,
      proxyAddresses: (i) => [`SMTP:${address(i)}`],
      state: (i) => region(i).state,
      streetAddress: (i) => region(i).street,
      surname: (i) => this.#family(FAMILY_NAMES, i),
      usageLocation: (i) => region(i).countryCode,
      userPrincipalName: address,
      userType: () => 'Member',
    }
  }

  #given(names: readonly string[], index: number): string {
    return names[this.#plan.draws.below(names.length, ASK.given, index)] ?? ''
  }

  #family(names: readonly string[], index: number): string {
    return names[this.#plan.draws.below(names.length, ASK.family, index)] ?? ''
  }

  #aliasOf(index: number): string {
    if (this.#latest.index !== index) {
      const alias = `${this.#given(GIVEN_PARTS, index)}.${this.#family(FAMILY_PARTS, index)}.${index + 1}`
      this.#latest = { index, alias }
    }
    return this.#latest.alias
  }

  /** One of three has none. */
  #phoneOf(region: Region, ask: number, index: number): string[] | undefined {
    const ticket = this.#plan.draws.below(12_000, ask, index)
    return ticket < 8000 ? [`${region.phonePrefix}${ticket + 1000}`] : undefined
  }
}

const ORG_DATA = new Map<Region, Map<Trade, Json>>(
  REGIONS.map((region) => [
    region,
    new Map(
      TRADES.map((trade) => [
        trade,
        { costCenter: `${trade.code}-${region.countryCode}`, division: `${region.name} Region` },
      ]),
    ),
  ]),
)

function orgDataOf(region: Region, trade: Trade): Json {
  return ORG_DATA.get(region)?.get(trade) ?? null
}

const ATTRIBUTES = new Map<Trade, Json>(
  TRADES.map((trade) => [
    trade,
    Object.fromEntries(
      Array.from({ length: 15 }, (_, i) => [`extensionAttribute${i + 1}`, i === 0 ? trade.code : null]),
    ),
  ]),
)
