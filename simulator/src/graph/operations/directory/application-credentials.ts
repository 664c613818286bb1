import { registerApplication } from '../../../world/application-registration.ts'
import { isoSeconds } from '../../../world/clock.ts'
import { type Entity, isObject, type Json, listOf, type Properties, textOf } from '../../../world/model.ts'
import { readCertificate } from '../../../world/registrations.ts'
import { type GraphAnswer, noContent, type WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { contextUrl } from '../../listing.ts'
import { named } from '../single.ts'
import { needApplicationWrite } from './application-rights.ts'
import { bodyOf } from './body.ts'

const TWO_YEARS = 2 * 365 * 86_400_000
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.~_-'

/** learn.microsoft.com/graph/api/application-addpassword: the secret is told once, in this answer. */
export function addPassword(context: WriteContext): GraphAnswer {
  const { tenancy, random, now, world } = context
  const application = named(context, 'application')
  needApplicationWrite(context, application)
  const { passwordCredential } = bodyOf(context)
  const asked = isObject(passwordCredential) ? passwordCredential : {}
  const [start, end] = [instant(asked.startDateTime, now), instant(asked.endDateTime, now + TWO_YEARS)]
  if (end <= start) throw badRequest('The end of a password credential must be after its start.')
  const secretText = Array.from({ length: 40 }, () => LETTERS[random.below(LETTERS.length)]).join('')
  const credential = {
    customKeyIdentifier: null,
    displayName: typeof asked.displayName === 'string' ? asked.displayName : null,
    endDateTime: isoSeconds(end),
    hint: secretText.slice(0, 3),
    keyId: random.guid(),
    startDateTime: isoSeconds(start),
  }
  const credentials = [...listOf(application, 'passwordCredentials'), credential]
  tenancy.update(application, { passwordCredentials: credentials })
  const registration = registerApplication(world, tenancy, application, now)
  const secret = { keyId: credential.keyId, value: secretText, endDateTime: end }
  world.registrations.set(registration.appId, { ...registration, secrets: [...registration.secrets, secret] })
  const body = {
    '@odata.context': contextUrl(context, 'microsoft.graph.passwordCredential'),
    ...credential,
    secretText,
  }
  return { status: 200, headers: {}, body }
}

/** learn.microsoft.com/graph/api/application-removepassword. */
export function removePassword(context: WriteContext): GraphAnswer {
  const { tenancy, world } = context
  const application = named(context, 'application')
  needApplicationWrite(context, application)
  const { keyId } = bodyOf(context)
  const before = listOf(application, 'passwordCredentials')
  const left = before.filter((credential) => !isObject(credential) || credential.keyId !== keyId)
  if (left.length === before.length) throw badRequest('No password credential found with keyId.')
  tenancy.update(application, { passwordCredentials: left })
  const registration = world.registrations.get(textOf(application, 'appId') ?? '')
  if (registration) {
    const secrets = registration.secrets.filter((secret) => secret.keyId !== keyId)
    world.registrations.set(registration.appId, { ...registration, secrets })
  }
  return noContent()
}

/** The certificates of a `keyCredentials` that was sent; throws Graph's 400 for what is none. */
export function certificatesIn(sent: Properties) {
  if (!Array.isArray(sent.keyCredentials)) return undefined
  return sent.keyCredentials.map(certificateOf)
}

function certificateOf(credential: Json) {
  const key = isObject(credential) && typeof credential.key === 'string' ? credential.key : ''
  try {
    return readCertificate(`-----BEGIN CERTIFICATE-----\n${key}\n-----END CERTIFICATE-----`)
  } catch {
    throw badRequest('Key credential is invalid: the key must be a certificate in base64.')
  }
}

/** What an application shows of its certificates; the key itself is not told again. */
export function shownCertificates(sent: Properties, certificates: ReturnType<typeof certificatesIn>): Json[] {
  const given = Array.isArray(sent.keyCredentials) ? sent.keyCredentials : []
  return (certificates ?? []).map((certificate, i) => {
    const credential = given[i]
    return {
      customKeyIdentifier: Buffer.from(certificate.x5t, 'base64url').toString('base64'),
      displayName: isObject(credential) && typeof credential.displayName === 'string' ? credential.displayName : null,
      endDateTime: isoSeconds(certificate.endDateTime),
      key: null,
      keyId: certificate.keyId,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    }
  })
}

/** Lets the identity platform take these certificates of the application, and no others. */
export function useCertificates(
  { world }: WriteContext,
  application: Entity,
  certificates: NonNullable<ReturnType<typeof certificatesIn>>,
): void {
  const registration = world.registrations.get(textOf(application, 'appId') ?? '')
  if (registration) world.registrations.set(registration.appId, { ...registration, certificates })
}

function instant(value: Json | undefined, otherwise: number): number {
  return typeof value === 'string' ? Date.parse(value) : otherwise
}
