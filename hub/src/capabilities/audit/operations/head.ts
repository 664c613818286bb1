import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import type { SigningKey } from '../../../platform/vault/index.ts'
import { signCheckpoint } from '../chain.ts'
import { AuditCheckpoint } from '../model.ts'
import { readHead } from '../read-head.ts'

export const headOfAudit = (signing: SigningKey) =>
  operation({
    name: 'audit.head',
    summary: 'Give a signed checkpoint of the audit log as it stands, to be kept elsewhere',
    kind: 'query',
    route: 'GET /v1/audit/head',
    scope: 'audit:read',
    input: z.object({}),
    output: AuditCheckpoint,
    errors: [],
    async run({ reader, organisationId, clock }) {
      const head = await readHead(reader, organisationId)
      const at = clock.now().toISOString()
      return signCheckpoint(signing, { organisation: organisationId, from: 1, ...head, at })
    },
  })
