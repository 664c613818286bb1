import type { GroupKind, Json, Properties } from '../model.ts'
import type { PropertiesSource } from './computed-entity.ts'
import { dayText } from './days.ts'
import type { NumberedIds } from './numbered-ids.ts'
import { PURPOSES, REGIONS } from './regions.ts'
import { Draw } from './words.ts'

export interface GroupsPlan {
  readonly ids: NumberedIds
  readonly purpose: number
  readonly domain: string
  /** The day generated dates are reckoned from; epoch milliseconds. */
  readonly anchor: number
}

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
export class BulkGroups implements PropertiesSource {
  readonly #plan: GroupsPlan

  constructor(plan: GroupsPlan) {
    this.#plan = plan
  }

  kindOf(index: number): GroupKind {
    const ticket = new Draw(this.#plan.purpose, index).below(100)
    if (ticket < 62) return 'security'
    if (ticket < 84) return 'microsoft365'
    return ticket < 94 ? 'distribution' : 'mailEnabledSecurity'
  }

  propertiesOf(index: number): Properties {
    const { ids, purpose, domain, anchor } = this.#plan
    const kind = this.kindOf(index)
    const draw = new Draw(purpose + 1, index)
    const region = REGIONS[draw.below(REGIONS.length)] ?? REGIONS[0]
    const use = PURPOSES[draw.below(PURPOSES.length)] ?? PURPOSES[0]
    const displayName = `${PREFIXES[kind]}${region.name} ${use} ${String(index + 1).padStart(6, '0')}`
    const nickname = displayName.toLowerCase().replaceAll(' ', '-')
    const isUnified = kind === 'microsoft365'
    const mail = kind === 'security' ? null : `${nickname}@${domain}`
    const created = dayText(anchor, 10 + draw.below(2490))
    return {
      id: ids.guid('group', index),
      createdDateTime: created,
      description: `${use} of the ${region.name} region`,
      displayName,
      groupTypes: isUnified ? UNIFIED : NONE,
      mail,
      mailEnabled: mail !== null,
      mailNickname: nickname,
      proxyAddresses: mail === null ? NONE : [`SMTP:${mail}`],
      renewedDateTime: created,
      resourceProvisioningOptions: isUnified && draw.percent(60) ? TEAM : NONE,
      securityEnabled: kind === 'security' || kind === 'mailEnabledSecurity',
      visibility: isUnified ? (draw.percent(50) ? 'Private' : 'Public') : null,
    }
  }
}
