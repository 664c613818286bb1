/**
 * The rest of a large company: regions and trades that the realistic core does not have, so that no rule and no
 * selection made for the core meets anyone of them. Names are invented. Data only.
 */

export interface Region {
  readonly name: string
  readonly city: string
  readonly country: string
  readonly countryCode: string
  readonly state: string
  readonly postalCode: string
  readonly street: string
  readonly language: string
  readonly phonePrefix: string
}

const region = (
  name: string,
  city: string,
  [country, countryCode, language]: readonly [string, string, string],
  [state, postalCode, street]: readonly [string, string, string],
  phonePrefix: string,
): Region => ({ name, city, country, countryCode, state, postalCode, street, language, phonePrefix })

const GERMANY = ['Germany', 'DE', 'de-DE'] as const
const AUSTRIA = ['Austria', 'AT', 'de-DE'] as const
const NETHERLANDS = ['Netherlands', 'NL', 'nl-NL'] as const
const DENMARK = ['Denmark', 'DK', 'da-DK'] as const

export const REGIONS: readonly [Region, ...Region[]] = [
  region('Marsh', 'Marschwerder', GERMANY, ['Lower Saxony', '26991', 'Am Siel 3'], '+49 4498 555'),
  region('Heath', 'Heidenau-Nord', GERMANY, ['Lower Saxony', '29990', 'Birkenallee 8'], '+49 5191 555'),
  region('Delta', 'Zuidermond', NETHERLANDS, ['Zeeland', '4399 ZZ', 'Sluiskade 21'], '+31 11 555'),
  region('Polder', 'Nieuwvaart', NETHERLANDS, ['Flevoland', '8299 ZZ', 'Dijkweg 4'], '+31 32 555'),
  region('Sound', 'Østerhavn', DENMARK, ['Zealand', '3990', 'Strandvej 15'], '+45 49 55'),
  region('Bight', 'Vesterbugt', DENMARK, ['North Jutland', '9990', 'Fyrvej 2'], '+45 98 55'),
  region('Alpine', 'Hochtal', AUSTRIA, ['Tyrol', '6699', 'Talstation 1'], '+43 5279 555'),
  region('Danube', 'Auenstadt', AUSTRIA, ['Lower Austria', '3499', 'Uferplatz 6'], '+43 2739 555'),
  region('Ore', 'Silberbach', GERMANY, ['Saxony', '09990', 'Schachtweg 11'], '+49 3799 555'),
  region('Moor', 'Torfhaven', GERMANY, ['Schleswig-Holstein', '24990', 'Moordamm 5'], '+49 4699 555'),
]

export interface Trade {
  readonly name: string
  readonly code: string
  readonly titles: readonly [string, ...string[]]
}

export const TRADES: readonly [Trade, ...Trade[]] = [
  { name: 'Networks', code: '5100', titles: ['Network Fitter', 'Substation Technician', 'Line Inspector'] },
  { name: 'Metering', code: '5200', titles: ['Meter Fitter', 'Meter Reader', 'Metering Planner'] },
  { name: 'Heat', code: '5300', titles: ['Heat Network Operator', 'Pipe Fitter', 'Boiler Attendant'] },
  { name: 'Water', code: '5400', titles: ['Well Attendant', 'Leak Locator', 'Pump Mechanic'] },
  { name: 'Mobility', code: '5500', titles: ['Charging Technician', 'Fleet Dispatcher', 'Depot Attendant'] },
  { name: 'Shops', code: '5600', titles: ['Shop Advisor', 'Shop Planner', 'Tariff Advisor'] },
  { name: 'Construction', code: '5700', titles: ['Site Surveyor', 'Excavator Operator', 'Site Clerk'] },
  { name: 'Estates', code: '5800', titles: ['Caretaker', 'Building Technician', 'Estate Clerk'] },
]

/** What the groups of the regions are for. */
export const PURPOSES = [
  'Crew',
  'Shift',
  'Project',
  'Standby',
  'Training',
  'Works Council',
  'Tools',
  'Rollout',
] as const
