import type { ConnectionNotificationsState, ConnectionState, PermissionPackName } from '../api/contract.generated.ts'

const titles: Record<PermissionPackName, string> = {
  'directory-read': 'Directory read',
  'sign-in-activity': 'Sign-in activity',
  evidence: 'Evidence',
  actions: 'Actions',
  calendar: 'Calendar',
  sharepoint: 'SharePoint',
  teams: 'Teams',
}

export const packTitle = (pack: PermissionPackName): string => titles[pack]

interface StateWords {
  label: string
  color: 'success' | 'warning' | 'danger' | 'informative' | 'subtle'
}

/** A connection's state in words, with the colour of its badge. */
export const connectionState: Record<ConnectionState, StateWords> = {
  pending_consent: { label: 'Waits for consent', color: 'informative' },
  importing: { label: 'First import', color: 'informative' },
  connected: { label: 'Connected', color: 'success' },
  degraded: { label: 'Connected, with gaps', color: 'warning' },
  needs_reauthorization: { label: 'Needs re-authorisation', color: 'danger' },
  revoked: { label: 'Revoked', color: 'subtle' },
}

interface NotificationsWords extends StateWords {
  /** of the bar that explains it */
  intent: 'success' | 'info' | 'warning'
}

/** Where change notifications stand, in words; polling goes on in each, so none is an error. */
export const notificationsState: Record<ConnectionNotificationsState, NotificationsWords> = {
  live: { label: 'Live', color: 'success', intent: 'success' },
  no_public_address: { label: 'Off: no public address', color: 'subtle', intent: 'info' },
  starting: { label: 'Starting', color: 'informative', intent: 'info' },
  renewing: { label: 'Renewing', color: 'informative', intent: 'info' },
  failing: { label: 'Not working', color: 'warning', intent: 'warning' },
  quiet: { label: 'Silent', color: 'warning', intent: 'warning' },
}
