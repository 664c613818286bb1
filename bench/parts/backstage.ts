import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ensureInstalled } from '../../tools/launch/install.mjs'
import type { Cloud } from './cloud.ts'
import { startProgram } from './program.ts'

const folder = fileURLToPath(new URL('../backstage/', import.meta.url))

const Report = z.object({
  /** version of Backstage's package */
  backstage: z.string(),
  usersRead: z.number(),
  groupsRead: z.number(),
  membershipsRead: z.number(),
  usersSeconds: z.number(),
  seconds: z.number(),
  peakRssMb: z.number(),
  cpuSeconds: z.number(),
})
export type BackstageReport = z.infer<typeof Report>

/** Installs Backstage's client beside the project, once. */
export const installBackstage = (): Promise<void> => ensureInstalled(folder)

/**
 * Reads the tenancy with Backstage in a process of its own.
 * @param dropped memberships that it reads and lets go: those of devices and applications
 * @throws where it did not read as much as there is
 */
export async function readWithBackstage(cloud: Cloud, dataDir: string, dropped: number): Promise<BackstageReport> {
  const tokenFile = join(dataDir, 'backstage-token')
  await writeFile(tokenFile, await cloud.token(), { mode: 0o600 })
  const program = startProgram('bench/backstage/main.ts', [
    ...['--graph', cloud.url, '--tenant', cloud.tenantId, '--token-file', tokenFile],
  ])
  const report = await program.line(Report)
  await program.ended
  const { users, groups, memberships } = await cloud.counts()
  // Backstage leaves out blocked accounts, and counts the organisation itself as no group.
  const read = { users: report.usersRead, groups: report.groupsRead, memberships: report.membershipsRead + dropped }
  const there = { users: users.enabled, groups: groups.total, memberships }
  if (JSON.stringify(read) !== JSON.stringify(there))
    throw new Error(`Backstage read ${JSON.stringify(read)}, Microsoft has ${JSON.stringify(there)}`)
  return report
}
