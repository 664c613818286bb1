import type { MicrosoftPorts } from '../ports.ts'
import type { Pacer } from './pacer.ts'
import type { LimitName } from './resource-units.ts'
import { directoryRate, type Rate, reportsRate, type TokenBucket, tokenBucket } from './token-bucket.ts'

/** One pacer for each of Microsoft's limits. */
export type Pacers = Readonly<Record<LimitName, Pacer>>

export interface PacerRegistry {
  /** the pacers of an application in a tenancy; the same ones for everybody who asks in this process */
  of(clientId: string, tenantId: string): Pacers
  /** tells the size of a tenancy, which decides its limit; until then the smallest is assumed */
  sized(tenantId: string, people: number): void
}

/** The pacers of this process. A tenancy of unknown size is paced as the smallest, which is never too fast. */
export function inProcessPacers(ports: Pick<MicrosoftPorts, 'clock' | 'sleep'>): PacerRegistry {
  const directories = new Map<string, Map<string, TokenBucket>>()
  const reports = new Map<string, TokenBucket>()
  const rates = new Map<string, Rate>()
  return {
    of(clientId, tenantId) {
      const ofTenancy = directories.get(tenantId) ?? new Map<string, TokenBucket>()
      directories.set(tenantId, ofTenancy)
      const directory = ofTenancy.get(clientId) ?? tokenBucket(ports, rates.get(tenantId) ?? directoryRate(0))
      ofTenancy.set(clientId, directory)
      const key = `${clientId} ${tenantId}`
      const report = reports.get(key) ?? tokenBucket(ports, reportsRate)
      reports.set(key, report)
      return { directory, reports: report }
    },
    sized(tenantId, people) {
      const rate = directoryRate(people)
      rates.set(tenantId, rate)
      for (const bucket of directories.get(tenantId)?.values() ?? []) bucket.resize(rate)
    },
  }
}
