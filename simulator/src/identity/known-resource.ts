import type { Registration, TenancyRef } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { Platform } from './platform.ts'
import { DEFAULT_VERSION_ONE_RESOURCE, isFirstParty } from './resources.ts'
import { isDefault, type ResourceScopes } from './scopes.ts'

/** @throws AadstsError 500011 when the tenancy has no principal for the resource */
export function knownResource({ world }: Platform, tenancy: TenancyRef, resource: ResourceScopes): string {
  const { appId, identifier } = resource
  const isKnown =
    appId !== undefined && (isFirstParty(appId) || world.findServicePrincipal(tenancy.tenantId, appId) !== undefined)
  if (!isKnown) throw new AadstsError(500011, { values: { resource: identifier, tenant: tenancy.displayName } })
  return appId
}

/**
 * Static consent is for what stands in the registration: an application that asks `.default` must have registered the
 * resource (v2-permissions-and-consent, the .default scope).
 * @throws AadstsError 650056 nothing is registered at all, 650057 another resource is
 */
export function checkRegistered(registration: Registration, resources: readonly ResourceScopes[]): void {
  const { appId, displayName, requiredResourceAccess } = registration
  const values = { app: appId, appName: displayName }
  for (const resource of resources) {
    const isUnasked = resource.identifier === DEFAULT_VERSION_ONE_RESOURCE
    if (!isDefault(resource) || resource.appId === appId || isUnasked) continue
    if (requiredResourceAccess.length === 0) throw new AadstsError(650056, { values })
    const isRegistered = requiredResourceAccess.some(({ resourceAppId }) => resourceAppId === resource.appId)
    if (!isRegistered) throw new AadstsError(650057, { values })
  }
}
