import { expect, onTestFinished, test } from 'vitest'
import { acme, auditedLog, rival } from '../../../../testing/audited-log.ts'
import { transactionOver } from '../../../operation/runtime.ts'
import type { Reader } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'
import { startJobs } from '../../../platform/jobs/jobs.ts'
import { createCheckpoints } from '../checkpoints.ts'
import { sealJob } from './seal.ts'

const unsealed = statement<object, { count: number }>('select count(*) as count from audit_unsealed, pg_sleep(0.02)')
const sealed = statement<object, { count: number }>('select count(*) as count from audit_seal')

test('what many transactions write at once is sealed by the real queue, and the last entry is not left behind', async () => {
  const log = await auditedLog()
  const failures: Error[] = []
  const jobs = await startJobs(log.applicationUrl, { onError: (error) => failures.push(error), pollSeconds: 0.5 })
  onTestFinished(async () => {
    await jobs.stop()
    await log.close()
  })
  const { database, clock, runtime } = log
  const signing = { publicKey: 'a key', fingerprint: 'none', sign: () => 'a signature' }
  const checkpoints = createCheckpoints({ database, clock, log: runtime.log, signing, folder: log.checkpointFolder })
  await jobs.work({ 'audit.seal': sealJob({ database, jobs, clock, checkpoints }) })

  const write = (organisationId: string) =>
    database.write({ organisationId }, (writer) =>
      log.write(organisationId, {}, transactionOver({ ...runtime, jobs }, writer, { organisationId })),
    )
  await Promise.all(Array.from({ length: 60 }, (_, index) => write(index % 3 ? acme : rival)))

  for (const [organisationId, count] of [
    [acme, 40],
    [rival, 20],
  ] as const) {
    const none = (reader: Reader) => reader.first(unsealed, {})
    while ((await database.read({ organisationId }, none))?.count !== 0);
    expect(await database.read({ organisationId }, (reader) => reader.first(sealed, {}))).toEqual({ count })
  }
  expect(failures).toEqual([])
})
