import { AtriumError } from '../../../kernel/errors.ts'
import { randomToken } from '../../../kernel/random.ts'
import { MetadataRejected, microsoftError, newHandshake, Refused, tenancySegment } from '../../../microsoft/index.ts'
import type { BaseContext, CommandContext } from '../../../operation/context.ts'
import { basePack, type PackName, packs as packDefinitions } from '../packs.ts'
import { type ConnectionParts, callbackUrl } from '../parts.ts'
import { type Attempt, begunBy, keepAttempt } from './attempts.ts'

export interface Begun {
  url: string
  state: string
  attempt: Attempt
}

export interface Beginning {
  connectionId: string
  packs: readonly PackName[]
}

/** The packs in the order in which they are consented to: the base pack proves who asks, so it is the first. */
export const inOrder = (packs: readonly PackName[]): PackName[] => [
  basePack,
  ...new Set(packs.filter((pack) => pack !== basePack)),
]

/**
 * The address of Microsoft's sign-in page. The person is asked to choose an account, so that nobody is signed in as whom they happen to be.
 * @throws AtriumError where this installation is not registered for a pack, no browser asks, or Microsoft is away
 */
export async function beginSignIn(parts: ConnectionParts, context: BaseContext, beginning: Beginning): Promise<Begun> {
  begunBy(context)
  const registration = parts.registrations.for('sign-in')
  const missing = beginning.packs.find((pack) => !parts.registrations.for(pack))
  if (!registration || missing) throw notRegistered(missing)
  await parts.vault.prepare(parts.database, context.organisationId)
  const handshake = newHandshake(context.random)
  const url = await microsoftsOwn(() =>
    parts.entra.authorizationUrl(
      {
        tenancy: tenancySegment('organizations'),
        clientId: registration.clientId,
        redirectUri: callbackUrl(parts.publicUrl),
        handshake,
        prompt: 'select_account',
      },
      context.signal,
    ),
  )
  const { state, nonce, codeVerifier } = handshake
  const { connectionId, packs } = beginning
  return {
    url: url.href,
    state,
    attempt: { connectionId, step: 'sign_in', packs: [...packs], nonce, codeVerifier, administrator: null },
  }
}

/** Sends the browser on to Microsoft's consent page for the next pack, under a state of its own. */
export async function askConsent(
  parts: ConnectionParts,
  context: CommandContext,
  attempt: Attempt,
  administrator: NonNullable<Attempt['administrator']>,
): Promise<string> {
  const [pack] = attempt.packs
  const registration = pack && parts.registrations.for(pack)
  if (!registration) throw notRegistered(pack)
  const state = randomToken(context.random)
  await keepAttempt(parts, context, state, { ...attempt, step: 'consent', administrator })
  return parts.entra.adminConsentUrl({
    tenancy: tenancySegment(administrator.tenantId),
    clientId: registration.clientId,
    redirectUri: callbackUrl(parts.publicUrl),
    state,
  }).href
}

const notRegistered = (pack: PackName | undefined): AtriumError =>
  new AtriumError('conflict', {
    detail: pack
      ? `This installation has no registration at Microsoft for ${packDefinitions[pack].title}.`
      : 'This installation is not registered at Microsoft for signing in.',
    next: 'Ask whoever operates it to register it (npm run -s hub -- registrations prints how), or connect with an own app registration.',
    reason: 'not_registered',
  })

/** Runs an exchange and puts what Microsoft refuses into this program's words. */
export async function microsoftsOwn<T>(exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange()
  } catch (error) {
    if (error instanceof Refused || error instanceof MetadataRejected) throw microsoftError(error) ?? error
    throw error
  }
}
