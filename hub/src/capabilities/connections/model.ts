import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../operation/schemas.ts'
import { packNames } from './pack-names.ts'
import { connectRefusalCodes, reasonCodes } from './reasons.ts'

export const ConnectionId = Uuid.describe('The connection')

/** Any GUID: Microsoft's ids do not all have an RFC 9562 version. */
export const ApplicationId = z.guid().toLowerCase()

export const PackName = z.enum(packNames).meta({ id: 'PermissionPackName' })
export type PackName = z.infer<typeof PackName>

export const ConnectionWay = z.enum(['admin_consent', 'own_registration']).meta({ id: 'ConnectionWay' })

/**
 * pending_consent → importing → connected ⇄ degraded → needs_reauthorization → revoked. Computed when it is read, never
 * stored.
 */
export const ConnectionState = z
  .enum(['pending_consent', 'importing', 'connected', 'degraded', 'needs_reauthorization', 'revoked'])
  .meta({ id: 'ConnectionState' })
export type ConnectionState = z.infer<typeof ConnectionState>

export const ConnectionReasonCode = z.enum(reasonCodes).meta({ id: 'ConnectionReasonCode' })

/** Why a connection is not simply connected, for a person. */
export const ConnectionReason = z
  .object({
    code: ConnectionReasonCode,
    pack: PackName.nullable().describe('Which pack it is about; null for the whole connection'),
    sentence: z.string(),
    next: z.string().describe('What to do'),
  })
  .meta({ id: 'ConnectionReason' })
export type ConnectionReason = z.infer<typeof ConnectionReason>

export const ConnectedTenancy = z
  .object({
    tenantId: z.string().nullable().describe('Directory (tenant) id; null once revoked'),
    displayName: z.string().nullable(),
    defaultDomain: z.string().nullable(),
  })
  .meta({ id: 'ConnectedTenancy' })

export const GrantState = z.enum(['granted', 'missing_permissions', 'refused']).meta({ id: 'ConnectionGrantState' })
export const CredentialKind = z
  .enum(['installation', 'secret', 'certificate', 'none'])
  .meta({ id: 'ConnectionCredentialKind' })

/** What one permission pack was given in the tenancy. */
export const ConnectionGrant = z
  .object({
    pack: PackName,
    state: GrantState,
    applicationId: z.string().nullable().describe('Application (client) id; null once revoked'),
    credential: CredentialKind.describe('`installation`: the credential is that of Atrium’s own registration'),
    credentialExpiresAt: Instant.nullable(),
    rolesFound: z.array(z.string()).describe('Application permissions in the last token'),
    missing: z.array(z.string()).describe('Permissions of the pack that the last token did not have'),
    checkedAt: Instant.nullable(),
  })
  .meta({ id: 'ConnectionGrant' })

export const ConnectionNotificationsState = z
  .enum(['live', 'no_public_address', 'starting', 'renewing', 'failing', 'quiet'])
  .meta({
    id: 'ConnectionNotificationsState',
    description:
      'quiet: a sync found changes that Microsoft had not told of; in every state the syncs on schedule go on',
  })

/** Whether Microsoft tells of changes as they happen. */
export const ConnectionNotifications = z
  .object({
    state: ConnectionNotificationsState,
    sentence: z.string(),
    next: z.string().nullable().describe('What to do; null where there is nothing to do'),
    address: z.string().nullable().describe('Where Microsoft calls this installation; null where it cannot'),
    lastNotificationAt: Instant.nullable(),
    expiresAt: Instant.nullable().describe('When the first subscription ends, unless it is renewed before'),
  })
  .meta({ id: 'ConnectionNotifications' })
export type ConnectionNotifications = z.infer<typeof ConnectionNotifications>

export const scheduleMinutes = z.int().min(5).max(1_440)
export const guardAtLeast = z.int().min(0).max(1_000_000)
export const guardPercent = z.number().min(0).max(100)

export const Connection = z
  .object({
    connectionId: Uuid,
    name: z.string(),
    way: ConnectionWay,
    state: ConnectionState,
    reasons: z.array(ConnectionReason).describe('Empty where all is well'),
    tenancy: ConnectedTenancy.nullable().describe('Null until consent was given'),
    grants: z.array(ConnectionGrant),
    scheduleMinutes: scheduleMinutes.describe('Minutes from one sync to the next'),
    guardAtLeast: guardAtLeast.describe('Purge guard: losses up to this many within 24 hours never stop a sync'),
    guardPercent: guardPercent.describe('Purge guard: nor do losses up to this share of what there was, in percent'),
    notifications: ConnectionNotifications.nullable().describe('Null before consent and after a revocation'),
    createdAt: Instant,
    connectedAt: Instant.nullable().describe('When consent was last proved'),
    firstImportedAt: Instant.nullable(),
    lastReadAt: Instant.nullable().describe('When Microsoft last let it read'),
    revokedAt: Instant.nullable(),
  })
  .meta({ id: 'Connection' })
export type Connection = z.infer<typeof Connection>

export const ConnectionPage = pageOf(Connection, 'Connection')

// What a way of connecting answers -----------------------------------------------------------------------------------

/** Where to send the browser; it comes back to `<address>/connect/callback`. */
export const ConsentBegun = z
  .object({
    connectionId: Uuid,
    url: z.url().describe('Microsoft’s page; open it in this very browser'),
    expiresAt: Instant.describe('Until then it must be finished'),
  })
  .meta({ id: 'ConsentBegun' })

export const ConnectRefusalCode = z.enum(connectRefusalCodes).meta({ id: 'ConnectRefusalCode' })

const StepRedirect = z
  .object({
    next: z.literal('redirect'),
    connectionId: Uuid,
    pack: PackName.describe('The pack whose consent Microsoft’s page asks for'),
    url: z.url().describe('Send the browser there'),
  })
  .meta({ id: 'ConnectionStepRedirect' })
const StepConnected = z
  .object({
    next: z.literal('connected'),
    connectionId: Uuid,
    missing: z.array(z.string()).describe('Permissions that the packs need and the token does not have'),
  })
  .meta({ id: 'ConnectionStepConnected' })
const StepRefused = z
  .object({
    next: z.literal('refused'),
    connectionId: Uuid.nullable(),
    reason: ConnectRefusalCode,
    detail: z.string().describe('What happened, for a person'),
    nextStep: z.string().describe('What to do'),
    canRetry: z.boolean().describe('Whether beginning again at once can help'),
  })
  .meta({ id: 'ConnectionStepRefused' })

/** The answer of everything that connects: go there, done, or refused with the reason and the next step. */
export const ConnectionStep = z
  .discriminatedUnion('next', [StepRedirect, StepConnected, StepRefused])
  .meta({ id: 'ConnectionStep' })
export type ConnectionStep = z.infer<typeof ConnectionStep>

// Permissions --------------------------------------------------------------------------------------------------------

export const PermissionTier = z.enum(['low', 'medium', 'high', 'critical']).meta({ id: 'PermissionTier' })
export const PermissionStatus = z
  .enum(['granted', 'covered', 'missing', 'not_enabled'])
  .meta({ id: 'PermissionStatus' })
export const PackDelivery = z.enum(['works', 'declared']).meta({ id: 'PermissionPackDelivery' })

export const PackPermission = z
  .object({
    permission: z.string().describe('Microsoft Graph’s own name, like `User.Read.All`'),
    permissionId: z.string().describe('Its app role id'),
    why: z.string(),
    tier: PermissionTier.describe('What could go wrong if the credential leaked'),
    withoutIt: z.string().describe('What fails without it'),
    status: PermissionStatus.describe('`covered`: a wider permission that was granted includes it'),
  })
  .meta({ id: 'PackPermission' })

export const PermissionPack = z
  .object({
    pack: PackName,
    title: z.string(),
    purpose: z.string(),
    delivery: PackDelivery.describe(
      '`declared`: what uses it is not built yet; enabling it gives permissions for nothing',
    ),
    writes: z.boolean().describe('Whether it can change anything on Microsoft’s side'),
    registered: z
      .boolean()
      .describe('Whether this installation has a registration for it, so that consent can be given'),
    enabled: z.boolean(),
    permissions: z.array(PackPermission),
  })
  .meta({ id: 'PermissionPack' })

export const PermissionPacks = z.object({ packs: z.array(PermissionPack) }).meta({ id: 'PermissionPacks' })

export const ExcessPermission = z
  .object({
    permission: z.string(),
    pack: PackName.nullable().describe('The pack whose token has it'),
    next: z.string(),
  })
  .meta({ id: 'ExcessPermission' })

export const Regrant = z
  .object({
    operation: z
      .string()
      .describe(
        'The operation to call; `connections.reauthorize` or, with an own registration, `connections.test` afterwards',
      ),
    sentence: z.string(),
    url: z.url().nullable().describe('Microsoft’s page for it, where the registration is the organisation’s own'),
  })
  .meta({ id: 'PermissionRegrant' })

export const ConnectionPermissions = z
  .object({
    connectionId: Uuid,
    packs: z.array(PermissionPack),
    excess: z.array(ExcessPermission).describe('Granted, but needed by no enabled pack'),
    regrant: Regrant,
    checkedAt: Instant.nullable(),
  })
  .meta({ id: 'ConnectionPermissions' })

// Test ---------------------------------------------------------------------------------------------------------------

export const TestStep = z
  .object({
    ok: z.boolean(),
    latencyMs: z.int().nullable().describe('Milliseconds; null where it was not tried'),
    reason: z.string().nullable(),
    detail: z.string().nullable(),
    next: z.string().nullable(),
  })
  .meta({ id: 'ConnectionTestStep' })

export const GrantTest = z
  .object({
    pack: PackName,
    token: TestStep.describe('A token acquired from the identity platform'),
    graph: TestStep.describe('Microsoft Graph reached with it'),
    rolesFound: z.array(z.string()),
    missing: z.array(z.string()),
    excess: z.array(z.string()),
  })
  .meta({ id: 'GrantTest' })

export const ConnectionTest = z
  .object({
    connectionId: Uuid,
    at: Instant,
    passed: z.boolean().describe('Every enabled pack got a token, reached Graph and lacks nothing'),
    clockSkewMs: z.int().nullable().describe('Microsoft’s clock minus ours, to the second; null where unknown'),
    grants: z.array(GrantTest),
    regrant: Regrant,
    connection: Connection.describe('As it stands after the test'),
  })
  .meta({ id: 'ConnectionTest' })

// Requests for a tenancy that another organisation here is connected to ------------------------------------------------

export const TenancyRequestState = z
  .enum(['waiting', 'agreed', 'refused', 'used', 'expired'])
  .meta({ id: 'TenancyRequestState' })
export const TenancyRequestDirection = z.enum(['received', 'sent']).meta({ id: 'TenancyRequestDirection' })

export const TenancyRequest = z
  .object({
    tenancyRequestId: Uuid,
    direction: TenancyRequestDirection,
    organisationName: z.string().nullable().describe('Who asks; null where this organisation does'),
    administrator: z.string().describe('The administrator of the tenancy who was proved to ask'),
    tenancyName: z.string().nullable(),
    state: TenancyRequestState,
    askedAt: Instant,
    decidedAt: Instant.nullable(),
    expiresAt: Instant,
  })
  .meta({ id: 'TenancyRequest' })

export const TenancyRequestPage = pageOf(TenancyRequest, 'TenancyRequest')

// Inputs -------------------------------------------------------------------------------------------------------------

const secret = (text: z.ZodString) => text.meta({ secret: true })

export const connectionName = z.string().trim().min(1).max(100)
export const PacksInput = z
  .array(PackName)
  .max(packNames.length)
  .default(['directory-read'])
  .describe('Permission packs; Directory read is always among them')

/** One of a client secret, or a certificate with its private key. */
export const credentialInput = {
  clientSecret: secret(z.string().min(1).max(500)).optional().describe('The secret’s value, not its id'),
  certificate: z.string().max(20_000).optional().describe('X.509, PEM'),
  privateKey: secret(z.string().max(20_000)).optional().describe('RSA, PKCS#8 or PKCS#1, PEM without passphrase'),
}

/** The query of Microsoft’s redirect, as it came; whatever else it carries is dropped. */
const parameter = z.string().max(8_000).optional()
export const CallbackParameters = z.object({
  state: parameter,
  code: parameter,
  iss: parameter,
  session_state: parameter,
  client_info: parameter,
  admin_consent: parameter,
  tenant: parameter,
  scope: parameter,
  error: parameter,
  error_subcode: parameter,
  error_description: parameter,
  error_uri: parameter,
})
