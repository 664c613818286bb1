import { X509Certificate } from 'node:crypto'
import type { Json } from '../../../world/model.ts'
import type { SubscribableResource } from '../../../world/subscriptions/resources.ts'
import type { Subscription } from '../../../world/subscriptions/subscription.ts'
import { SUBSCRIPTIONS } from '../../limits.ts'
import { invalidRequest, requiredText } from './request.ts'

/**
 * The key for resource data in notifications, when the subscription asks for any
 * (learn.microsoft.com/graph/change-notifications-with-resource-data#creating-a-subscription).
 */
export function encryptionOf(
  given: { readonly [name: string]: Json },
  { type, rich }: SubscribableResource,
  select: readonly string[] | undefined,
): Subscription['encryption'] {
  if (given.includeResourceData !== true) return undefined
  if (rich === false) throw invalidRequest(`Notifications of '${type}' cannot include resource data.`)
  if (rich === 'selected' && select === undefined)
    throw invalidRequest(`A subscription to '${type}' with resource data needs a $select in its resource.`)
  const certificate = requiredText(given, 'encryptionCertificate')
  const certificateId = requiredText(given, 'encryptionCertificateId')
  const { certificateIdLength, rsaBits } = SUBSCRIPTIONS
  if (certificateId.length > certificateIdLength)
    throw invalidRequest(`'encryptionCertificateId' must not be longer than ${certificateIdLength} characters.`)
  const bits = rsaBitsOf(certificate)
  if (bits === undefined)
    throw invalidRequest("'encryptionCertificate' is not a base64-encoded X.509 certificate with an RSA key.")
  if (bits < rsaBits.least || bits > rsaBits.most)
    throw invalidRequest(
      `The key of 'encryptionCertificate' must have from ${rsaBits.least} to ${rsaBits.most} bits, not ${bits}.`,
    )
  return { certificate, certificateId }
}

function rsaBitsOf(certificate: string): number | undefined {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'))
    return publicKey.asymmetricKeyType === 'rsa' ? publicKey.asymmetricKeyDetails?.modulusLength : undefined
  } catch {
    return undefined
  }
}
