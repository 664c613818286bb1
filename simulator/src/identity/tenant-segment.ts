import type { IdentityWorld, Registration, TenancyRef } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'

/** The tenancy that a path names, or the placeholder it uses instead. */
export type TenantSegment =
  | { kind: 'tenancy'; tenancy: TenancyRef }
  | { kind: 'common' | 'organizations' | 'consumers' }

/**
 * Reads the tenant segment: a GUID, a verified domain, or a placeholder.
 * @throws AadstsError 90002 when no such tenancy exists.
 */
export function readTenantSegment(world: IdentityWorld, segment: string): TenantSegment {
  if (segment === 'common' || segment === 'organizations' || segment === 'consumers') return { kind: segment }
  const tenancy = world.findTenancy(segment)
  if (tenancy === undefined) throw new AadstsError(90002, { values: { tenant: segment } })
  return { kind: 'tenancy', tenancy }
}

/** The one tenancy that the segment fixes, if it fixes one. */
export function fixedTenancy(segment: TenantSegment): TenancyRef | undefined {
  return segment.kind === 'tenancy' ? segment.tenancy : undefined
}

/**
 * Finds the registration and checks that people of this segment may use it.
 * @throws AadstsError 700016 (unknown here) or 50194 (single-tenant application at a shared endpoint).
 */
export function registrationFor(world: IdentityWorld, appId: string, segment: TenantSegment): Registration {
  const tenancy = fixedTenancy(segment)
  const registration = world.findRegistration(appId.toLowerCase())
  const values = { app: appId, tenant: tenancy?.displayName ?? segment.kind, appName: registration?.displayName ?? '' }
  if (registration === undefined || segment.kind === 'consumers') throw new AadstsError(700016, { values })
  if (registration.signInAudience === 'AzureADMultipleOrgs') return registration
  if (tenancy === undefined) throw new AadstsError(50194, { values })
  if (tenancy.tenantId !== registration.homeTenantId) throw new AadstsError(700016, { values })
  return registration
}
