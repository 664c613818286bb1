import { isLoopback } from '../../../microsoft/index.ts'

/** What decides where Microsoft can call this installation. */
export interface InboundSetting {
  /** `ATRIUM_INBOUND_URL`: an origin, or `none`; undefined where it follows from the public address */
  inboundUrl: string | undefined
  publicUrl: string
  /** Graph runs on this very machine, as the bundled simulator does */
  cloudIsHere: boolean
}

/**
 * The address at which Microsoft finds the inbound door; undefined where there is none, so that changes are found by polling alone.
 * Microsoft calls https on the open internet only (learn.microsoft.com/graph/change-notifications-delivery-webhooks); an address of
 * this machine is good for a Graph that runs here too.
 */
export function inboundAddress({ inboundUrl, publicUrl, cloudIsHere }: InboundSetting): string | undefined {
  if (inboundUrl === 'none') return undefined
  const address = inboundUrl ?? publicUrl
  const url = URL.parse(address)
  if (!url) return undefined
  if (isLoopback(url.hostname)) return cloudIsHere ? address : undefined
  return url.protocol === 'https:' ? address : undefined
}

/** Where the door is, below the address; the same words stand in the routes of the two operations behind it. */
export const inboundPath = '/v1/inbound/microsoft-graph'

/** Where the notifications of one connection go. The connection is named, so that what is ours is known among all that an application has. */
export const notificationUrlOf = (address: string, connectionId: string): string =>
  `${address}${inboundPath}/${connectionId}`
