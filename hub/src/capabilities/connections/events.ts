import type { News } from '../../operation/context.ts'

/** What this room tells others, by name; every payload carries the connection's id and nothing personal. */
export const connectionNews = {
  /** a tenancy was bound for the first time, or after a revocation: import it */
  connected: 'connections.connected',
  /** consent or a credential was renewed: what was refused may work again */
  reauthorised: 'connections.reauthorised',
  packEnabled: 'connections.pack-enabled',
  packDisabled: 'connections.pack-disabled',
  configured: 'connections.configured',
  /** Microsoft refuses; nothing is tried until a person authorises again */
  needsReauthorization: 'connections.needs-reauthorization',
  revoked: 'connections.revoked',
} as const

export type ConnectionNewsName = (typeof connectionNews)[keyof typeof connectionNews]

export const newsOf = (
  name: ConnectionNewsName,
  connectionId: string,
  more: Readonly<Record<string, string | null>> = {},
): News => ({ name, payload: { connectionId, ...more } })
