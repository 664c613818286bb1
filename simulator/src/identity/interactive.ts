import type { Registration, TenancyRef } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import { settleApproval } from './approval.ts'
import type { ClaimsRequest } from './claims-request.ts'
import { checkUsable } from './client-principal.ts'
import type { Exchange } from './exchange.ts'
import { settleConsent } from './interactive-consent.ts'
import { checkRegistered, knownResource } from './known-resource.ts'
import type { Platform } from './platform.ts'
import { GRAPH_APP_ID } from './resources.ts'
import type { RequestedScopes, ResourceScopes } from './scopes.ts'
import { type SignedIn, signIn } from './sign-in.ts'
import { recordInteractive } from './sign-in-log.ts'

/** What an application wants of a person at a browser. */
export interface InteractiveRequest {
  registration: Registration
  tenancy: TenancyRef | undefined
  scopes: RequestedScopes
  prompts: ReadonlySet<string>
  loginHint: string | undefined
  domainHint: string | undefined
  maxAge: number | undefined
  claims: ClaimsRequest
  /** What the application asked, for links of the pages to this same request. */
  parameters: URLSearchParams
  /** Where the forms of the sign-in page go. */
  action: string
  /** Where later forms go: they must not demand the sign-in again that `prompt=login` demanded. */
  laterAction: string
}

/**
 * Leads a person through sign-in, approval and consent, as far as each is needed; undefined when a page took over.
 * @throws AadstsError for the application or for a page, see the steps
 */
export async function settleInteraction(
  platform: Platform,
  exchange: Exchange,
  asked: InteractiveRequest,
): Promise<SignedIn | undefined> {
  const { registration, laterAction } = asked
  const { appId } = registration
  const signedIn = signIn(platform, exchange, asked)
  if (signedIn === undefined) return undefined
  const { user } = signedIn
  const tenancy = platform.world.findTenancy(user.tenantId)
  if (tenancy === undefined) throw new AadstsError(90002, { values: { tenant: user.tenantId } })
  try {
    const isSilent = asked.prompts.has('none')
    const approving = { endpoint: 'authorize', registration, signedIn, isSilent, action: laterAction } as const
    if (!(await settleApproval(platform, exchange, { ...approving, claims: asked.claims }))) return undefined
    for (const resource of asked.scopes.resources) knownResource(platform, tenancy, resource)
    const servicePrincipal = platform.world.findServicePrincipal(user.tenantId, appId)
    if (servicePrincipal !== undefined) checkUsable(platform, registration, servicePrincipal, user)
    const granted = ({ appId: id = '' }: ResourceScopes) => servicePrincipal?.scopesFor(user.objectId, id) ?? []
    checkRegistered(
      registration,
      asked.scopes.resources.filter((resource) => granted(resource).length === 0),
    )
    if (!settleConsent(platform, exchange, asked, { signedIn, tenancy, servicePrincipal })) return undefined
  } catch (error) {
    if (error instanceof AadstsError) recordInteractive(platform, user, appId, error.code)
    throw error
  }
  recordInteractive(platform, user, appId, 0, asked.scopes.resources[0]?.appId ?? GRAPH_APP_ID)
  signedIn.session.appIds.add(appId)
  return signedIn
}
