import { SKUS } from '../generate/company.ts'
import { addressPart, FAMILY, GIVEN } from '../generate/names.ts'
import { licences } from '../generate/person.ts'
import type { Json, Properties } from '../model.ts'
import type { PropertiesSource } from './computed-entity.ts'
import { dayText } from './days.ts'
import type { NumberedIds } from './numbered-ids.ts'
import { REGIONS, TRADES } from './regions.ts'
import { Draw } from './words.ts'

export interface PeoplePlan {
  readonly ids: NumberedIds
  /** What tells these draws from those of other seeds and things. */
  readonly purpose: number
  readonly size: number
  readonly domain: string
  readonly companyName: string
  /** The day generated dates are reckoned from; epoch milliseconds. */
  readonly anchor: number
  /** The first employeeId that is free. */
  readonly firstEmployeeId: number
}

const NONE: Json = []
/** One licence for everyone, so that the licences in use are counted without looking at anybody. */
export const LICENCE = SKUS.e3.skuId
const LICENCES = licences([SKUS.e3])
const GIVEN_PARTS = GIVEN.map(addressPart)
const FAMILY_PARTS = FAMILY.map(addressPart)
const COST_CENTRES: readonly Json[][] = REGIONS.map((region) =>
  TRADES.map((trade) => ({ costCenter: `${trade.code}-${region.countryCode}`, division: `${region.name} Region` })),
)
const ATTRIBUTES: readonly Json[] = TRADES.map((trade) => {
  const all: { [name: string]: Json } = {}
  for (let i = 1; i <= 15; i++) all[`extensionAttribute${i}`] = i === 1 ? trade.code : null
  return all
})

/** The many people of a large company beyond its generated core: enabled employees, each a function of their number. */
export class BulkPeople implements PropertiesSource {
  readonly #plan: PeoplePlan

  constructor(plan: PeoplePlan) {
    this.#plan = plan
  }

  displayNameOf(index: number): string {
    const draw = new Draw(this.#plan.purpose, index)
    const given = GIVEN[draw.below(GIVEN.length)]
    return `${given} ${FAMILY[draw.below(FAMILY.length)]}`
  }

  /** Ends with the person's number, so that it is found again from the text. */
  userPrincipalNameOf(index: number): string {
    const draw = new Draw(this.#plan.purpose, index)
    const given = GIVEN_PARTS[draw.below(GIVEN.length)]
    return `${given}.${FAMILY_PARTS[draw.below(FAMILY.length)]}.${index + 1}@${this.#plan.domain}`
  }

  /** The number of the person who was given this userPrincipalName, in any case. */
  indexOf(userPrincipalName: string): number | undefined {
    const at = userPrincipalName.indexOf('@')
    const index = Number(userPrincipalName.slice(userPrincipalName.lastIndexOf('.', at) + 1, at)) - 1
    if (!Number.isInteger(index) || index < 0 || index >= this.#plan.size) return undefined
    return this.userPrincipalNameOf(index) === userPrincipalName.toLowerCase() ? index : undefined
  }

  propertiesOf(index: number): Properties {
    const { ids, purpose, domain, companyName, anchor, firstEmployeeId } = this.#plan
    const draw = new Draw(purpose, index)
    const [given, family] = [draw.below(GIVEN.length), draw.below(FAMILY.length)]
    const [where, what] = [draw.below(REGIONS.length), draw.below(TRADES.length)]
    const region = REGIONS[where] ?? REGIONS[0]
    const trade = TRADES[what] ?? TRADES[0]
    const alias = `${GIVEN_PARTS[given]}.${FAMILY_PARTS[family]}.${index + 1}`
    const address = `${alias}@${domain}`
    const hired = draw.below(9000) + 20
    const properties: Properties = {
      id: ids.guid('user', index),
      accountEnabled: true,
      assignedLicenses: LICENCES,
      businessPhones: draw.percent(80) ? [`${region.phonePrefix}${draw.below(9000) + 1000}`] : NONE,
      city: region.city,
      companyName,
      country: region.country,
      createdDateTime: dayText(anchor, hired + 3),
      department: `${region.name} ${trade.name}`,
      displayName: `${GIVEN[given]} ${FAMILY[family]}`,
      employeeHireDate: dayText(anchor, hired),
      employeeId: String(firstEmployeeId + index),
      employeeOrgData: COST_CENTRES[where]?.[what] ?? null,
      employeeType: 'Employee',
      givenName: GIVEN[given] ?? '',
      jobTitle: draw.pick(trade.titles),
      mail: address,
      mailNickname: alias,
      mobilePhone: draw.percent(60) ? `${region.phonePrefix}9${draw.below(9000) + 1000}` : null,
      officeLocation: `${region.city}/${draw.below(4) + 1}`,
      onPremisesExtensionAttributes: ATTRIBUTES[what] ?? null,
      otherMails: NONE,
      postalCode: region.postalCode,
      preferredLanguage: region.language,
      proxyAddresses: [`SMTP:${address}`],
      state: region.state,
      streetAddress: region.street,
      surname: FAMILY[family] ?? '',
      usageLocation: region.countryCode,
      userPrincipalName: address,
      userType: 'Member',
    }
    return draw.percent(70) ? this.#synchronised(properties, alias) : properties
  }

  #synchronised(properties: Properties, alias: string): Properties {
    properties.onPremisesDomainName = `corp.${this.#plan.domain}`
    properties.onPremisesLastSyncDateTime = dayText(this.#plan.anchor, 1)
    properties.onPremisesSamAccountName = alias.slice(0, 20)
    properties.onPremisesSyncEnabled = true
    return properties
  }
}
