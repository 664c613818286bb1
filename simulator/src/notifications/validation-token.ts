import type { Json } from '../world/model.ts'
import { guidOf } from '../world/random.ts'

/** The application of Microsoft that publishes change notifications. */
export const PUBLISHER_APP_ID = '0bf30f3b-4a52-48df-9a82-234910c4a086'

/** How long a validation token lasts, as an access token does. */
const LIFE_SECONDS = 3_600

/**
 * The claims of the token that proves who sent notifications with resource data to an application of a tenancy
 * (learn.microsoft.com/graph/change-notifications-with-resource-data#validating-the-authenticity-of-notifications).
 */
export function validationClaims(applicationId: string, tenantId: string, now: number): { [name: string]: Json } {
  const issued = Math.floor(now / 1000)
  const issuer = `https://sts.windows.net/${tenantId}/`
  const principal = guidOf(`servicePrincipal/${tenantId}/${PUBLISHER_APP_ID}`)
  return {
    aud: applicationId,
    iss: issuer,
    iat: issued,
    nbf: issued,
    exp: issued + LIFE_SECONDS,
    appid: PUBLISHER_APP_ID,
    appidacr: '2',
    idp: issuer,
    oid: principal,
    sub: principal,
    tid: tenantId,
    ver: '1.0',
  }
}
