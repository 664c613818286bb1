import { type RefusalReason, refusalReasons } from '../../microsoft/index.ts'

interface ReasonText {
  sentence: string
  next: string
}

/** `canRetry`: whether beginning again at once can help */
interface RefusalText extends ReasonText {
  canRetry: boolean
}

/** Why a connection is not simply connected, besides what the identity platform refuses with. */
const ownReasons = {
  consent_pending: {
    sentence: 'Nobody has given consent yet.',
    next: 'Continue connecting: an administrator of the tenancy signs in at Microsoft and gives consent.',
  },
  permissions_missing: {
    sentence: 'Permissions are missing, so a part of the directory cannot be read.',
    next: 'Open Permissions: it names each one, what fails without it, and how to grant it again.',
  },
  token_rejected: {
    sentence: 'Microsoft Graph does not accept this connection’s token, not even a new one.',
    next: 'Authorise the connection again.',
  },
  credential_expired: {
    sentence: 'The credential’s end date has passed.',
    next: 'Enter a new client secret or certificate.',
  },
  credential_expires_soon: {
    sentence: 'The credential ends within 30 days.',
    next: 'Make a new client secret or certificate in App registrations and enter it here before then.',
  },
  revoked: {
    sentence: 'The connection was revoked; its credential is destroyed. Directory, history and logs stay readable.',
    next: 'Connect the tenancy again whenever you like; the history continues.',
  },
} as const satisfies Record<string, ReasonText>

export type ReasonCode = RefusalReason | keyof typeof ownReasons

const reasonTexts: Readonly<Record<ReasonCode, ReasonText>> = { ...refusalReasons, ...ownReasons }

export const reasonCodes = namesOf(reasonTexts)

export const isReasonCode = (text: string): text is ReasonCode => text in reasonTexts

export const reasonText = (code: ReasonCode): ReasonText => reasonTexts[code]

/** Why connecting is refused, besides what the identity platform refuses with. `canRetry`: whether beginning again can help. */
const ownRefusals = {
  attempt_unknown: {
    sentence: 'This sign-in was not begun here, or its answer was used already.',
    next: 'Begin again from Connection; each attempt works once.',
    canRetry: true,
  },
  attempt_expired: {
    sentence: 'This sign-in was begun more than 15 minutes ago.',
    next: 'Begin again from Connection.',
    canRetry: true,
  },
  another_browser: {
    sentence: 'This sign-in was begun in another browser, or by another account.',
    next: 'Finish it in the browser in which it was begun, or begin again here.',
    canRetry: true,
  },
  answer_rejected: {
    sentence: 'The answer that came back does not stand up to its checks, so it is not believed.',
    next: 'Begin again; if it stays so, ask whoever runs your network whether something changes its traffic.',
    canRetry: true,
  },
  tenancy_mismatch: {
    sentence: 'The consent came back for another tenancy than the one that was signed in to.',
    next: 'Begin again, and give consent with the account that you sign in with.',
    canRetry: true,
  },
  wrong_tenancy: {
    sentence: 'This organisation’s directory is another tenancy’s.',
    next: 'Sign in with an administrator of that tenancy; for a further tenancy make a further organisation.',
    canRetry: true,
  },
  not_administrator: {
    sentence: 'Whoever signed in is neither Global Administrator nor Privileged Role Administrator of the tenancy.',
    next: 'Ask one of these to connect it; with Privileged Identity Management, activate the role first.',
    canRetry: true,
  },
  tenancy_bound_elsewhere: {
    sentence: 'This tenancy is already connected to another organisation of this installation.',
    next: 'An owner of that organisation has been asked to agree, under Connection → Requests. Once agreed, connect again.',
    canRetry: false,
  },
  not_at_home: {
    sentence: 'The application is not registered in this tenancy but in another one.',
    next: 'Make the registration in this very tenancy (App registrations → New registration, this directory only).',
    canRetry: false,
  },
  graph_refused: {
    sentence: 'A token was given, but Microsoft Graph does not let it read what proves the tenancy.',
    next: 'Grant admin consent to every permission of Directory read, wait a minute, and try again.',
    canRetry: true,
  },
  certificate_unusable: {
    sentence: 'The certificate and its key cannot be used.',
    next: 'Give an RSA certificate of at least 2048 bits with its own private key, both PEM, without a passphrase.',
    canRetry: true,
  },
} as const satisfies Record<string, RefusalText>

export type ConnectRefusal = RefusalReason | keyof typeof ownRefusals

const refusalTexts: Readonly<Record<ConnectRefusal, RefusalText>> = { ...refusalsOf(refusalReasons), ...ownRefusals }

export const connectRefusalCodes = namesOf(refusalTexts)

export const connectRefusal = (code: ConnectRefusal): RefusalText => refusalTexts[code]

function refusalsOf(reasons: typeof refusalReasons): Record<RefusalReason, RefusalText> {
  const entries = namesOf(reasons).map((name): [RefusalReason, RefusalText] => {
    const { again, sentence, next } = reasons[name]
    return [name, { sentence, next, canRetry: again !== 'never' }]
  })
  return Object.fromEntries(entries) as Record<RefusalReason, RefusalText>
}

/** The keys of a closed table, as the tuple that an enum is made of. */
function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): [Name, ...Name[]] {
  return Object.keys(table) as [Name, ...Name[]]
}
