import type { NotificationsState } from './rules.ts'
import type { FailureReason } from './subscription.ts'

interface Words {
  sentence: string
  /** what a person can do; null where there is nothing to do */
  next: string | null
}

const states: Readonly<Record<Exclude<NotificationsState, 'failing'>, Words>> = {
  live: { sentence: 'Microsoft tells of changes of people and groups as they happen.', next: null },
  no_public_address: {
    sentence: 'Microsoft cannot call this installation, so changes are seen at the next sync on schedule.',
    next: 'To see them within seconds, give it an https address that Microsoft can reach (ATRIUM_INBOUND_URL).',
  },
  starting: {
    sentence: 'Atrium is subscribing to changes; until then they are seen at the next sync on schedule.',
    next: null,
  },
  renewing: { sentence: 'Microsoft tells of changes; the subscription is being renewed.', next: null },
  quiet: {
    sentence:
      'A sync found changes that Microsoft had not told of. Atrium has subscribed anew; the syncs on schedule miss nothing.',
    next: 'If it stays so, look whether a firewall or proxy keeps Microsoft’s calls from the address.',
  },
}

const failures: Readonly<Record<FailureReason, Words>> = {
  endpoint_unreachable: {
    sentence:
      'Microsoft could not reach the address for notifications, so changes are seen at the next sync on schedule.',
    next: 'Let Microsoft’s calls through to the address, correct ATRIUM_INBOUND_URL, or set it to none. Atrium tries again every hour at most.',
  },
  permission_missing: {
    sentence: 'Microsoft does not allow the subscription, so changes are seen at the next sync on schedule.',
    next: 'Open Permissions: User.Read.All and Group.Read.All are needed.',
  },
  credential_refused: {
    sentence: 'Microsoft refuses this connection’s credential, so nothing can be subscribed to.',
    next: 'Authorise the connection again.',
  },
  microsoft_unavailable: {
    sentence: 'Microsoft did not answer when Atrium subscribed; changes are seen at the next sync on schedule.',
    next: 'Nothing: Atrium tries again by itself.',
  },
}

/** A state for a person. @param reason of the last failure, where it fails */
export const notificationWords = (state: NotificationsState, reason: FailureReason | null): Words =>
  state === 'failing' ? failures[reason ?? 'microsoft_unavailable'] : states[state]
