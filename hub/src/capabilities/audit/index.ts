import type { NewId } from '../../kernel/ids.ts'
import type { Clock } from '../../kernel/time.ts'
import type { Operation } from '../../operation/define.ts'
import type { InvokePorts } from '../../operation/ports.ts'
import type { Database } from '../../platform/database/database.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/jobs.ts'
import type { Log } from '../../platform/log/log.ts'
import type { SigningKey } from '../../platform/vault/index.ts'
import { createCheckpoints } from './checkpoints.ts'
import { sealJob } from './jobs/seal.ts'
import { exportAudit } from './operations/export.ts'
import { headOfAudit } from './operations/head.ts'
import { listAudit } from './operations/list.ts'
import { auditWriter } from './write.ts'

/** The port through which `invoke` writes entries; needed before the rest, since jobs and database stand on the runtime. */
export const createAuditWriter = (parts: { clock: Clock; newId: NewId }): InvokePorts['writeAudit'] =>
  auditWriter(parts)

/** @param signing only signs when an operation runs, so the contract can be made with any key */
export const auditOperations = (signing: SigningKey): Operation[] => [
  listAudit,
  exportAudit(signing),
  headOfAudit(signing),
]

export interface SealerParts {
  database: Database
  jobs: Pick<Jobs, 'enqueue'>
  clock: Clock
  log: Log
  signing: SigningKey
  /** `<data>/audit-checkpoints` */
  checkpointFolder: string
}

/** The handler of the queue `audit.seal`, and a checkpoint on demand. */
export function createSealer({ checkpointFolder, ...parts }: SealerParts): {
  jobs: { 'audit.seal': JobHandler }
  takeCheckpoint(organisationId: string): Promise<void>
} {
  const checkpoints = createCheckpoints({ ...parts, folder: checkpointFolder })
  return {
    jobs: { 'audit.seal': sealJob({ ...parts, checkpoints }) },
    async takeCheckpoint(organisationId) {
      await checkpoints.take(organisationId)
    },
  }
}
