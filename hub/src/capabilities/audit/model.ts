import { z } from 'zod'
import { Instant, Uuid } from '../../operation/schemas.ts'

/** The format that `docs/audit-format.md` describes; a change to what is hashed or signed is a new one. */
export const auditFormat = 'atrium-audit-1'

export const AuditOutcome = z.enum(['done', 'refused', 'failed']).meta({ id: 'AuditOutcome' })
const AuditedKind = z.enum(['query', 'command', 'probe', 'stream']).meta({ id: 'AuditedKind' })
const AuditActorKind = z.enum(['session', 'api_key', 'token', 'system', 'public']).meta({ id: 'AuditActorKind' })

const AuditActor = z
  .object({
    kind: AuditActorKind,
    id: z
      .string()
      .nullable()
      .describe('The account of a session, the API key, the token or the job; null for the public'),
    sessionId: z.string().nullable(),
  })
  .meta({ id: 'AuditActor' })

const AuditSubject = z.object({ type: z.string(), id: z.string() }).meta({ id: 'AuditSubject' })

const AuditFact = z
  .object({
    name: z.string(),
    value: z.string().describe('Text as it is; numbers, true, false, null and lists as JSON'),
  })
  .meta({ id: 'AuditFact' })

const said = {
  operation: z.string(),
  kind: AuditedKind,
  actor: AuditActor,
  subject: AuditSubject.nullable(),
  outcome: AuditOutcome,
  reason: z.string().nullable().describe("The error's code where it was not done"),
  facts: z.array(AuditFact),
  requestId: z.string(),
  address: z.string(),
}

/** What an entry says, as it is stored and never changed. */
export const AuditBody = z.object(said)
export type AuditBody = z.output<typeof AuditBody>

const Hash = z.hex().length(64)
const Position = z.int().min(1)

/** An entry in a list; `position` and `hash` are null until it is sealed, about a second after it was written. */
export const AuditEntry = z
  .object({ id: Uuid, at: Instant, ...said, position: Position.nullable(), hash: Hash.nullable() })
  .meta({ id: 'AuditEntry' })

const AuditRecord = z.object({ id: Uuid, at: Instant, position: Position, ...said }).meta({ id: 'AuditRecord' })

const AuditExportStart = z
  .object({
    kind: z.literal('start'),
    format: z.literal(auditFormat),
    organisation: Uuid,
    from: Position.describe('The position of the first entry that follows'),
    previous: Hash.describe('The hash before that position'),
  })
  .meta({ id: 'AuditExportStart' })

const AuditExportEntry = z
  .object({ kind: z.literal('entry'), hash: Hash, entry: AuditRecord })
  .meta({ id: 'AuditExportEntry' })

/** What the installation vouches for: that this organisation's chain had this many entries and this head. */
export const AuditCheckpoint = z
  .object({
    kind: z.literal('checkpoint'),
    format: z.literal(auditFormat),
    organisation: Uuid,
    from: Position.describe('Where the export that it ends began; 1 where it stands alone'),
    count: z.int().min(0).describe('How many entries are sealed: the last position'),
    head: Hash.describe('The hash at that position'),
    unsealed: z.int().min(0).describe('How many entries were committed and not under this head'),
    at: Instant,
    publicKey: z.string().describe('The Ed25519 public key, base64url'),
    signature: z.string().describe('Of the canonical JSON of all other fields, base64url'),
  })
  .meta({ id: 'AuditCheckpoint' })
export type AuditCheckpoint = z.output<typeof AuditCheckpoint>

/** One line of an export; the lines of all pages, each as canonical JSON, are the file that `audit verify` takes. */
export const AuditExportLine = z
  .discriminatedUnion('kind', [AuditExportStart, AuditExportEntry, AuditCheckpoint])
  .meta({ id: 'AuditExportLine' })
export type AuditExportLine = z.output<typeof AuditExportLine>
