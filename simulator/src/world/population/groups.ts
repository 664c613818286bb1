import type { GroupKind, Json } from '../model.ts'
import type { PropertyTable } from './computed-entity.ts'
import type { DayTexts } from './days.ts'
import type { NumberedIds } from './numbered-ids.ts'
import { PURPOSES, REGIONS } from './regions.ts'
import type { Draws } from './words.ts'

export interface GroupsPlan {
  readonly ids: NumberedIds
  readonly draws: Draws
  readonly domain: string
  readonly days: DayTexts
}

/** The questions that are answered by drawing. */
const ASK = { kind: 1, region: 2, purpose: 3, created: 4, team: 5, visibility: 6 } as const

const NONE: Json = []
const UNIFIED: Json = ['Unified']
const TEAM: Json = ['Team']
const PREFIXES: { readonly [kind in GroupKind]: string } = {
  security: 'SG-',
  microsoft365: '',
  distribution: 'DL-',
  mailEnabledSecurity: 'MSG-',
}

/** The many groups of a large company beyond its generated core, none of them dynamic; each a function of its number. */
export class BulkGroups {
  readonly #plan: GroupsPlan

  constructor(plan: GroupsPlan) {
    this.#plan = plan
  }

  kindOf(index: number): GroupKind {
    const ticket = this.#plan.draws.below(100, ASK.kind, index)
    if (ticket < 62) return 'security'
    if (ticket < 84) return 'microsoft365'
    return ticket < 94 ? 'distribution' : 'mailEnabledSecurity'
  }

  get properties(): PropertyTable {
    const { ids, draws, domain, days } = this.#plan
    const region = (i: number) => draws.pick(REGIONS, ASK.region, i).name
    const purpose = (i: number) => draws.pick(PURPOSES, ASK.purpose, i)
    const name = (i: number) => `${PREFIXES[this.kindOf(i)]}${region(i)} ${purpose(i)} ${number(i)}`
    const nickname = (i: number) =>
      `${slug(PREFIXES[this.kindOf(i)])}${slug(region(i))}-${slug(purpose(i))}-${number(i)}`
    const mail = (i: number) => (this.kindOf(i) === 'security' ? null : `${nickname(i)}@${domain}`)
    const isUnified = (i: number) => this.kindOf(i) === 'microsoft365'
    const created = (i: number) => days.before(10 + draws.below(2490, ASK.created, i))
    const isTeam = (i: number) => isUnified(i) && draws.below(10, ASK.team, i) < 6
    return {
      id: (i) => ids.guid('group', i),
      createdDateTime: created,
      description: (i) => `${purpose(i)} of the ${region(i)} region`,
      displayName: name,
      groupTypes: (i) => (isUnified(i) ? UNIFIED : NONE),
      mail,
      mailEnabled: (i) => this.kindOf(i) !== 'security',
      mailNickname: nickname,
      proxyAddresses: (i) => (this.kindOf(i) === 'security' ? NONE : [`SMTP:${mail(i)}`]),
      renewedDateTime: created,
      resourceProvisioningOptions: (i) => (isTeam(i) ? TEAM : NONE),
      securityEnabled: (i) => this.kindOf(i) === 'security' || this.kindOf(i) === 'mailEnabledSecurity',
      visibility: (i) => (isUnified(i) ? draws.pick(['Private', 'Public'], ASK.visibility, i) : null),
    }
  }
}

const SLUGS = new Map(
  [...Object.values(PREFIXES), ...REGIONS.map(({ name }) => name), ...PURPOSES].map((text) => [
    text,
    text.toLowerCase().replaceAll(' ', '-'),
  ]),
)
const slug = (text: string) => SLUGS.get(text)
const number = (index: number) => String(index + 1).padStart(6, '0')
