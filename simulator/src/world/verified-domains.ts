import type { TenancyProfile } from './tenancy.ts'

/** The domain that a tenancy is born with: its own name below onmicrosoft.com (learn.microsoft.com/graph/api/resources/domain, isInitial). */
export function initialDomain({ domain }: TenancyProfile): string {
  return `${domain.replace(/[^a-z0-9]+/g, '')}.onmicrosoft.com`
}

/** Whether people of the tenancy may be named in this domain. */
export function isVerifiedDomain(profile: TenancyProfile, domain: string): boolean {
  const wanted = domain.toLowerCase()
  return wanted === profile.domain || wanted === initialDomain(profile)
}
