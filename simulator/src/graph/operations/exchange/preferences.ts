import { checkedZone } from '../../../world/exchange/time-zone.ts'
import type { GraphContext } from '../../call.ts'

/** What the `Prefer` header of a call to Outlook says, and which of it was kept. */
export interface Preferences {
  readonly zone: string
  readonly bodyType: 'text' | 'html'
  readonly pageSize: number | undefined
  /** The headers that say which preferences were applied. */
  readonly headers: { readonly [name: string]: string }
}

/**
 * Reads `outlook.timezone`, `outlook.body-content-type` and `odata.maxpagesize`. A zone that is none is refused
 * (learn.microsoft.com/graph/api/user-list-events).
 */
export function preferencesOf({ call }: GraphContext): Preferences {
  const given = call.headers.prefer ?? ''
  const zone = /outlook\.timezone\s*=\s*"([^"]*)"/i.exec(given)?.[1]
  const bodyType = /outlook\.body-content-type\s*=\s*"?(text|html)"?/i.exec(given)?.[1]?.toLowerCase()
  const pageSize = /odata\.maxpagesize\s*=\s*"?(\d+)/i.exec(given)?.[1]
  const applied = [
    ...(zone === undefined ? [] : [`outlook.timezone="${checkedZone(zone)}"`]),
    ...(bodyType === undefined ? [] : [`outlook.body-content-type="${bodyType}"`]),
    ...(pageSize === undefined ? [] : [`odata.maxpagesize=${pageSize}`]),
  ]
  return {
    zone: zone ?? 'UTC',
    bodyType: bodyType === 'text' ? 'text' : 'html',
    pageSize: pageSize === undefined ? undefined : Math.max(1, Number(pageSize)),
    headers: applied.length === 0 ? {} : { 'Preference-Applied': applied.join(', ') },
  }
}
