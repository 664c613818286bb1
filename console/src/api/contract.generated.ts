// Generated from contract/openapi.json by `npm run -w console generate`. Do not edit.

export type AccessToken = {
  /** A signed JWT (RFC 9068); send it as `Authorization: Bearer` */
  accessToken: string
  expiresAt: string
  scopes: readonly Scope[]
}

export type Account = {
  accountId: string
  displayName: string
  /** What a password is entered with; null until one was set */
  email: string | null
}

export type Activity = {
  id: string
  at: string
  runId: string | null
  /** `person.changed`, `member.joined`, … */
  kind: string
  sentence: string
  subjectType: string
  subjectId: string
  subjectName: string | null
  objectType: string | null
  objectId: string | null
  objectName: string | null
  changes: readonly AttributeChange[]
}

export type ActivityPage = {
  items: readonly Activity[]
  nextCursor: string | null
  asOf: string | null
}

export type AdministrativeUnit = {
  id: string
  presence: Presence
  displayName: string | null
  description: string | null
  validFrom: string
}

export type AdministrativeUnitPage = {
  items: readonly AdministrativeUnit[]
  nextCursor: string | null
  asOf: string | null
}

export type ApiKey = {
  apiKeyId: string
  name: string
  /** How the key begins, by which it is recognised */
  prefix: string
  /** `orphaned`: the person who made it is no member any more */
  state: ApiKeyState
  /** What it was made for */
  scopes: readonly Scope[]
  /** What it may do now: never more than the person who made it */
  effectiveScopes: readonly Scope[]
  createdBy: string
  createdByName: string | null
  createdAt: string
  expiresAt: string
  /** To the minute */
  lastUsedAt: string | null
  revokedAt: string | null
}

export type ApiKeyCreated = {
  apiKey: ApiKey
  /** Shown this once; keep it where secrets are kept */
  key: string
}

export type ApiKeyPage = {
  items: readonly ApiKey[]
  nextCursor: string | null
  asOf: string | null
}

export type ApiKeyState = 'active' | 'expired' | 'revoked' | 'orphaned'

export type AppRole = {
  id: string
  value: string | null
  displayName: string | null
  isEnabled: boolean
}

export type Application = {
  /** Object id of the servicePrincipal */
  id: string
  appId: string | null
  presence: Presence
  displayName: string | null
  publisher: string | null
  servicePrincipalType: string | null
  accountEnabled: boolean | null
  appRoleAssignmentRequired: boolean | null
  /** The tenancy that the application is registered in */
  homeTenantId: string | null
  homepage: string | null
  signInAudience: string | null
  tags: readonly string[]
  appRoles: readonly AppRole[]
  validFrom: string
}

export type ApplicationAssignment = {
  id: string
  principalKind: PrincipalKind
  principalId: string
  principalName: string | null
  /** null: the default access of an application without roles */
  role: AppRole | null
  since: string
  createdDateTime: string | null
}

export type ApplicationAssignmentPage = {
  items: readonly ApplicationAssignment[]
  nextCursor: string | null
  asOf: string | null
}

export type ApplicationDetail = {
  application: Application
  assignments: number
  owners: number
  permissionGrants: number
  firstSeenAt: string
  /** How old the assignments are: Graph offers no changes of them */
  assignmentsReadAt: string | null
  asOf: string | null
}

export type ApplicationPage = {
  items: readonly Application[]
  nextCursor: string | null
  asOf: string | null
}

export type ApplicationReference = {
  id: string
  displayName: string | null
}

export type AttestationConveyance = 'none'

export type AttributeChange = {
  attribute: string
  from: string | null
  to: string | null
}

export type AttributeSource = {
  attribute: string
  /** Where it came from: `Microsoft Graph`, or `Atrium` where it is computed */
  source: string
  /** The source's own name for it */
  property: string
  /** The Microsoft Graph permission that gives it */
  permission: string
}

export type AuditActor = {
  kind: AuditActorKind
  /** The account of a session, the API key, the token or the job; null for the public */
  id: string | null
  sessionId: string | null
}

export type AuditActorKind = 'session' | 'api_key' | 'token' | 'system' | 'public'

export type AuditCheckpoint = {
  kind: 'checkpoint'
  format: 'atrium-audit-1'
  organisation: string
  /** Where the export that it ends began; 1 where it stands alone */
  from: number
  /** How many entries are sealed: the last position */
  count: number
  /** The hash at that position */
  head: string
  /** How many entries were committed and not under this head */
  unsealed: number
  at: string
  /** The Ed25519 public key, base64url */
  publicKey: string
  /** Of the canonical JSON of all other fields, base64url */
  signature: string
}

export type AuditEntry = {
  id: string
  at: string
  operation: string
  kind: AuditedKind
  actor: AuditActor
  subject: AuditSubject | null
  outcome: AuditOutcome
  /** The error's code where it was not done */
  reason: string | null
  facts: readonly AuditFact[]
  requestId: string
  address: string
  position: number | null
  hash: string | null
}

export type AuditEntryPage = {
  items: readonly AuditEntry[]
  nextCursor: string | null
  asOf: string | null
}

export type AuditExportEntry = {
  kind: 'entry'
  hash: string
  entry: AuditRecord
}

export type AuditExportLine = AuditExportStart | AuditExportEntry | AuditCheckpoint

export type AuditExportLinePage = {
  items: readonly AuditExportLine[]
  nextCursor: string | null
  asOf: string | null
}

export type AuditExportStart = {
  kind: 'start'
  format: 'atrium-audit-1'
  organisation: string
  /** The position of the first entry that follows */
  from: number
  /** The hash before that position */
  previous: string
}

export type AuditFact = {
  name: string
  /** Text as it is; numbers, true, false, null and lists as JSON */
  value: string
}

export type AuditOutcome = 'done' | 'refused' | 'failed'

export type AuditRecord = {
  id: string
  at: string
  position: number
  operation: string
  kind: AuditedKind
  actor: AuditActor
  subject: AuditSubject | null
  outcome: AuditOutcome
  /** The error's code where it was not done */
  reason: string | null
  facts: readonly AuditFact[]
  requestId: string
  address: string
}

export type AuditSubject = {
  type: string
  id: string
}

export type AuditedKind = 'query' | 'command' | 'probe' | 'stream'

export type ConnectRefusalCode = 'consent_missing' | 'consent_declined' | 'application_disabled' | 'application_removed' | 'secret_invalid' | 'secret_expired' | 'credential_missing' | 'certificate_rejected' | 'tenancy_not_found' | 'conditional_access' | 'admin_required' | 'user_blocked' | 'sign_in_expired' | 'reply_address_mismatch' | 'scope_invalid' | 'throttled' | 'temporarily_unavailable' | 'unknown' | 'attempt_unknown' | 'attempt_expired' | 'another_browser' | 'answer_rejected' | 'tenancy_mismatch' | 'wrong_tenancy' | 'not_administrator' | 'tenancy_bound_elsewhere' | 'not_at_home' | 'graph_refused' | 'certificate_unusable'

export type ConnectedTenancy = {
  /** Directory (tenant) id; null once revoked */
  tenantId: string | null
  displayName: string | null
  defaultDomain: string | null
}

export type Connection = {
  connectionId: string
  name: string
  way: ConnectionWay
  state: ConnectionState
  /** Empty where all is well */
  reasons: readonly ConnectionReason[]
  /** Null until consent was given */
  tenancy: ConnectedTenancy | null
  grants: readonly ConnectionGrant[]
  /** Minutes from one sync to the next */
  scheduleMinutes: number
  /** Purge guard: losses up to this many within 24 hours never stop a sync */
  guardAtLeast: number
  /** Purge guard: nor do losses up to this share of what there was, in percent */
  guardPercent: number
  /** Null before consent and after a revocation */
  notifications: ConnectionNotifications | null
  createdAt: string
  /** When consent was last proved */
  connectedAt: string | null
  firstImportedAt: string | null
  /** When Microsoft last let it read */
  lastReadAt: string | null
  revokedAt: string | null
}

export type ConnectionCredentialKind = 'installation' | 'secret' | 'certificate' | 'none'

export type ConnectionGrant = {
  pack: PermissionPackName
  state: ConnectionGrantState
  /** Application (client) id; null once revoked */
  applicationId: string | null
  /** `installation`: the credential is that of Atrium’s own registration */
  credential: ConnectionCredentialKind
  credentialExpiresAt: string | null
  /** Application permissions in the last token */
  rolesFound: readonly string[]
  /** Permissions of the pack that the last token did not have */
  missing: readonly string[]
  checkedAt: string | null
}

export type ConnectionGrantState = 'granted' | 'missing_permissions' | 'refused'

export type ConnectionNotifications = {
  state: ConnectionNotificationsState
  sentence: string
  /** What to do; null where there is nothing to do */
  next: string | null
  /** Where Microsoft calls this installation; null where it cannot */
  address: string | null
  lastNotificationAt: string | null
  /** When the first subscription ends, unless it is renewed before */
  expiresAt: string | null
}

/** quiet: a sync found changes that Microsoft had not told of; in every state the syncs on schedule go on */
export type ConnectionNotificationsState = 'live' | 'no_public_address' | 'starting' | 'renewing' | 'failing' | 'quiet'

export type ConnectionPage = {
  items: readonly Connection[]
  nextCursor: string | null
  asOf: string | null
}

export type ConnectionPermissions = {
  connectionId: string
  packs: readonly PermissionPack[]
  /** Granted, but needed by no enabled pack */
  excess: readonly ExcessPermission[]
  regrant: PermissionRegrant
  checkedAt: string | null
}

export type ConnectionReason = {
  code: ConnectionReasonCode
  /** Which pack it is about; null for the whole connection */
  pack: PermissionPackName | null
  sentence: string
  /** What to do */
  next: string
}

export type ConnectionReasonCode = 'consent_missing' | 'consent_declined' | 'application_disabled' | 'application_removed' | 'secret_invalid' | 'secret_expired' | 'credential_missing' | 'certificate_rejected' | 'tenancy_not_found' | 'conditional_access' | 'admin_required' | 'user_blocked' | 'sign_in_expired' | 'reply_address_mismatch' | 'scope_invalid' | 'throttled' | 'temporarily_unavailable' | 'unknown' | 'consent_pending' | 'permissions_missing' | 'token_rejected' | 'credential_expired' | 'credential_expires_soon' | 'revoked'

export type ConnectionState = 'pending_consent' | 'importing' | 'connected' | 'degraded' | 'needs_reauthorization' | 'revoked'

export type ConnectionStep = ConnectionStepRedirect | ConnectionStepConnected | ConnectionStepRefused

export type ConnectionStepConnected = {
  next: 'connected'
  connectionId: string
  /** Permissions that the packs need and the token does not have */
  missing: readonly string[]
}

export type ConnectionStepRedirect = {
  next: 'redirect'
  connectionId: string
  /** The pack whose consent Microsoft’s page asks for */
  pack: PermissionPackName
  /** Send the browser there */
  url: string
}

export type ConnectionStepRefused = {
  next: 'refused'
  connectionId: string | null
  reason: ConnectRefusalCode
  /** What happened, for a person */
  detail: string
  /** What to do */
  nextStep: string
  /** Whether beginning again at once can help */
  canRetry: boolean
}

export type ConnectionTest = {
  connectionId: string
  at: string
  /** Every enabled pack got a token, reached Graph and lacks nothing */
  passed: boolean
  /** Microsoft’s clock minus ours, to the second; null where unknown */
  clockSkewMs: number | null
  grants: readonly GrantTest[]
  regrant: PermissionRegrant
  /** As it stands after the test */
  connection: Connection
}

export type ConnectionTestStep = {
  ok: boolean
  /** Milliseconds; null where it was not tried */
  latencyMs: number | null
  reason: string | null
  detail: string | null
  next: string | null
}

export type ConnectionWay = 'admin_consent' | 'own_registration'

export type ConsentBegun = {
  connectionId: string
  /** Microsoft’s page; open it in this very browser */
  url: string
  /** Until then it must be finished */
  expiresAt: string
}

export type ConsentType = 'everyone' | 'one_person'

export type DirectoryCounts = {
  people: number
  activePeople: number
  guests: number
  groups: number
  memberships: number
  applications: number
  assignments: number
  permissionGrants: number
  administrativeUnits: number
  owners: number
  asOf: string | null
}

export type DirectoryFreshness = {
  asOf: string | null
  resources: readonly ResourceAge[]
}

/** Who counts as one of our people: all where the three lists are empty */
export type DirectoryScope = {
  includeGuests: boolean
  includeBlocked: boolean
  departments: readonly string[]
  groupIds: readonly string[]
  administrativeUnitIds: readonly string[]
}

export type Done = {
  done: true
}

export type EffectiveMember = {
  person: Person
  isDirect: boolean
  /** From the group asked about down to the one that the person is in */
  path: readonly GroupReference[]
}

export type EffectiveMemberPage = {
  items: readonly EffectiveMember[]
  nextCursor: string | null
  asOf: string | null
}

export type ExcessPermission = {
  permission: string
  /** The pack whose token has it */
  pack: PermissionPackName | null
  next: string
}

export type FacetValue = {
  value: string
  count: number
}

export type GrantTest = {
  pack: PermissionPackName
  /** A token acquired from the identity platform */
  token: ConnectionTestStep
  /** Microsoft Graph reached with it */
  graph: ConnectionTestStep
  rolesFound: readonly string[]
  missing: readonly string[]
  excess: readonly string[]
}

export type GrantedPerson = {
  id: string
  displayName: string | null
}

export type Group = {
  id: string
  presence: Presence
  displayName: string | null
  description: string | null
  kind: GroupKind
  isDynamic: boolean
  membershipRule: string | null
  mail: string | null
  visibility: string | null
  isAssignableToRole: boolean
  onPremisesSyncEnabled: boolean | null
  createdDateTime: string | null
  validFrom: string
}

export type GroupDetail = {
  group: Group
  directMembers: number
  effectivePeople: number
  owners: number
  firstSeenAt: string
  asOf: string | null
}

export type GroupKind = 'security' | 'microsoft365' | 'mail_enabled_security' | 'distribution'

/** A direct member or owner */
export type GroupMember = {
  id: string
  kind: MemberKind
  displayName: string | null
  /** Work email of a person, kind of a group */
  detail: string | null
  since: string
}

export type GroupMemberPage = {
  items: readonly GroupMember[]
  nextCursor: string | null
  asOf: string | null
}

export type GroupPage = {
  items: readonly Group[]
  nextCursor: string | null
  asOf: string | null
}

export type GroupReference = {
  id: string
  displayName: string | null
}

/** What a held run would take away */
export type HeldChange = {
  kind: HeldKind
  id: string
  name: string | null
  detail: string
}

export type HeldChangePage = {
  items: readonly HeldChange[]
  nextCursor: string | null
  asOf: string | null
}

export type HeldKind = 'person' | 'membership' | 'assignment'

/** People that the list leaves out, each counted once */
export type HiddenPeople = {
  total: number
  guests: number
  blocked: number
  absent: number
  deleted: number
  outOfScope: number
}

export type HistoryEntry = {
  at: string
  /** `appeared`, `changed`, `member.joined`, … */
  kind: string
  sentence: string
  /** The sync that saw it */
  runId: string
  objectType: string | null
  objectId: string | null
  objectName: string | null
  changes: readonly AttributeChange[]
}

export type HistoryEntryPage = {
  items: readonly HistoryEntry[]
  nextCursor: string | null
  asOf: string | null
}

/** A licence assigned to the person */
export type Licence = {
  skuId: string
  name: string | null
}

export type Member = {
  accountId: string
  /** What the person calls themselves; while invited, what the inviting person wrote */
  displayName: string
  email: string | null
  role: Role
  /** `invited` until the person used the link that this organisation gave them */
  state: MemberState
  /** When they were added */
  since: string
}

export type MemberAdded = {
  member: Member
  /** Give it to this person only, by a way you trust: whoever opens it becomes them here */
  signInLink: string
  expiresAt: string
}

export type MemberKind = 'person' | 'group' | 'application' | 'device' | 'contact' | 'other'

export type MemberPage = {
  items: readonly Member[]
  nextCursor: string | null
  asOf: string | null
}

export type MemberState = 'invited' | 'active'

export type Organisation = {
  organisationId: string
  name: string
  createdAt: string
}

export type OwnCredentials = {
  password: boolean
  passkeys: readonly Passkey[]
}

export type OwnOrganisation = {
  organisationId: string
  name: string
  role: Role
}

export type OwnSession = {
  sessionId: string
  account: Account
  organisation: OwnOrganisation
  otherOrganisations: readonly OwnOrganisation[]
  scopes: readonly Scope[]
  credentials: OwnCredentials
  /** False: sign in again before adding a passkey or setting a password */
  mayChangeCredentials: boolean
  method: SignInMethod
  startedAt: string
  expiresAt: string
}

export type PackPermission = {
  /** Microsoft Graph’s own name, like `User.Read.All` */
  permission: string
  /** Its app role id */
  permissionId: string
  why: string
  /** What could go wrong if the credential leaked */
  tier: PermissionTier
  /** What fails without it */
  withoutIt: string
  /** `covered`: a wider permission that was granted includes it */
  status: PermissionStatus
}

export type Passkey = {
  passkeyId: string
  name: string
  addedAt: string
  lastUsedAt: string | null
}

export type PasskeyAlgorithm = {
  type: PublicKeyType
  /** COSE algorithm identifier */
  alg: number
}

export type PasskeyAssertion = {
  id: string
  rawId: string
  type: PublicKeyType
  response: PasskeyAssertionResponse
}

export type PasskeyAssertionResponse = {
  clientDataJSON: string
  authenticatorData: string
  signature: string
  userHandle?: string | null | undefined
}

export type PasskeyAttestationResponse = {
  clientDataJSON: string
  attestationObject: string
  transports?: readonly string[] | undefined
}

export type PasskeyAuthenticatorSelection = {
  residentKey: ResidentKey
  requireResidentKey: boolean
  userVerification: UserVerification
}

export type PasskeyCreationOptions = {
  challenge: string
  rp: PasskeyRelyingParty
  user: PasskeyUser
  pubKeyCredParams: readonly PasskeyAlgorithm[]
  /** Milliseconds */
  timeout: number
  excludeCredentials: readonly PasskeyDescriptor[]
  authenticatorSelection: PasskeyAuthenticatorSelection
  attestation: AttestationConveyance
}

export type PasskeyDescriptor = {
  type: PublicKeyType
  id: string
  transports: readonly string[]
}

export type PasskeyRegistration = {
  id: string
  rawId: string
  type: PublicKeyType
  response: PasskeyAttestationResponse
}

export type PasskeyRelyingParty = {
  id: string
  name: string
}

export type PasskeyRequestOptions = {
  challenge: string
  rpId: string
  /** Milliseconds */
  timeout: number
  userVerification: UserVerification
}

export type PasskeyUser = {
  id: string
  name: string
  displayName: string
}

export type PeopleCounts = {
  shown: number
  hidden: HiddenPeople
  /** In words: `42 people are hidden: 30 guests, 12 blocked` */
  explanation: string
  asOf: string | null
}

/** Values that people of the list have, most frequent first */
export type PeopleFacets = {
  departments: readonly FacetValue[]
  officeLocations: readonly FacetValue[]
  countries: readonly FacetValue[]
  employeeTypes: readonly FacetValue[]
  asOf: string | null
}

export type PeopleSort = 'displayName' | 'userPrincipalName' | 'jobTitle' | 'department'

/** Delegated permissions that the application was given */
export type PermissionGrant = {
  id: string
  consentType: ConsentType
  person: GrantedPerson | null
  resource: ApplicationReference
  scopes: readonly string[]
  since: string
}

export type PermissionGrantPage = {
  items: readonly PermissionGrant[]
  nextCursor: string | null
  asOf: string | null
}

export type PermissionPack = {
  pack: PermissionPackName
  title: string
  purpose: string
  /** `declared`: what uses it is not built yet; enabling it gives permissions for nothing */
  delivery: PermissionPackDelivery
  /** Whether it can change anything on Microsoft’s side */
  writes: boolean
  /** Whether this installation has a registration for it, so that consent can be given */
  registered: boolean
  enabled: boolean
  permissions: readonly PackPermission[]
}

export type PermissionPackDelivery = 'works' | 'declared'

export type PermissionPackName = 'directory-read' | 'sign-in-activity' | 'evidence' | 'actions' | 'calendar' | 'sharepoint' | 'teams'

export type PermissionPacks = {
  packs: readonly PermissionPack[]
}

export type PermissionRegrant = {
  /** The operation to call; `connections.reauthorize` or, with an own registration, `connections.test` afterwards */
  operation: string
  sentence: string
  /** Microsoft’s page for it, where the registration is the organisation’s own */
  url: string | null
}

export type PermissionStatus = 'granted' | 'covered' | 'missing' | 'not_enabled'

export type PermissionTier = 'low' | 'medium' | 'high' | 'critical'

export type Person = {
  /** Microsoft's object id */
  id: string
  state: PersonState
  displayName: string | null
  givenName: string | null
  surname: string | null
  userPrincipalName: string | null
  mail: string | null
  /** The canonical identifier: mail, else the user principal name */
  workEmail: string | null
  employeeId: string | null
  employeeType: string | null
  employeeHireDate: string | null
  employeeLeaveDate: string | null
  jobTitle: string | null
  department: string | null
  companyName: string | null
  officeLocation: string | null
  city: string | null
  country: string | null
  usageLocation: string | null
  costCenter: string | null
  division: string | null
  businessPhones: readonly string[]
  mobilePhone: string | null
  accountEnabled: boolean | null
  userType: string | null
  onPremisesSyncEnabled: boolean | null
  createdDateTime: string | null
  licenceSkuIds: readonly string[]
  manager: PersonReference | null
  /** Since when everything above is as it is */
  validFrom: string
}

/** Assignments to a group reach its direct members only: Entra ID does not pass them on to nested groups */
export type PersonApplication = {
  application: ApplicationReference
  role: AppRole | null
  /** The group that gives it; null where it was given to the person */
  through: GroupReference | null
  since: string
}

export type PersonApplicationPage = {
  items: readonly PersonApplication[]
  nextCursor: string | null
  asOf: string | null
}

export type PersonDetail = {
  person: Person
  signInActivity: SignInActivity | null
  licences: readonly Licence[]
  directReports: number
  sources: readonly AttributeSource[]
  firstSeenAt: string
  asOf: string | null
}

export type PersonGroup = {
  group: Group
  isDirect: boolean
  /** Of a direct membership */
  since: string | null
  /** From the group that the person is in up to this one */
  path: readonly GroupReference[]
}

export type PersonGroupPage = {
  items: readonly PersonGroup[]
  nextCursor: string | null
  asOf: string | null
}

export type PersonPage = {
  items: readonly Person[]
  nextCursor: string | null
  asOf: string | null
}

/** A person, named */
export type PersonReference = {
  id: string
  displayName: string | null
}

export type PersonState = 'active' | 'blocked' | 'deleted' | 'absent'

export type PlanReason = 'changes_since_last_time' | 'first_reading' | 'bookmark_too_old' | 'no_changes_told' | 'asked_for' | 'quicker_side_by_side' | 'too_few_to_split' | 'refused_before' | 'only_way'

export type Presence = 'present' | 'absent' | 'deleted'

export type PrincipalKind = 'person' | 'group' | 'application'

/** Problem details of RFC 9457 */
export type Problem = {
  /** `urn:atrium:problem:` and the code */
  type: string
  title: string
  status: number
  code: ProblemCode
  /** What happened, for a person */
  detail: string
  /** What to do about it */
  next: string
  /** A closed reason below the code, for programs */
  reason: string | null
  /** The scope that is missing, with `forbidden` */
  scope: string | null
  /** The fields that were not accepted */
  issues: readonly ProblemIssue[]
  /** Under this id the log knows more */
  requestId: string
}

export type ProblemCode = 'invalid_input' | 'unauthenticated' | 'sign_in_refused' | 'forbidden' | 'approval_required' | 'not_found' | 'conflict' | 'idempotency_mismatch' | 'already_running' | 'tenancy_bound_elsewhere' | 'connection_revoked' | 'connection_not_ready' | 'microsoft_refused' | 'microsoft_unavailable' | 'precondition_failed' | 'too_large' | 'slow_down' | 'unavailable' | 'internal'

export type ProblemIssue = {
  /** Where, as a JSON pointer into the input: `/department` */
  pointer: string
  message: string
}

export type PublicKeyType = 'public-key'

export type ResidentKey = 'required'

/** When Atrium last read this from Microsoft */
export type ResourceAge = {
  resource: string
  readAt: string
}

export type Role = 'owner' | 'admin' | 'operator' | 'auditor' | 'viewer'

export type Scope = 'organisation:read' | 'organisation:write' | 'connections:read' | 'connections:write' | 'directory:read' | 'directory:sync' | 'audit:read'

export type Session = {
  sessionId: string
  organisationId: string
  method: SignInMethod
  /** Where it was started from; empty where that is not known */
  address: string
  /** Whether it is the one that asks */
  current: boolean
  startedAt: string
  /** To the minute */
  lastSeenAt: string
  expiresAt: string
}

export type SessionEnded = {
  done: true
}

export type SessionPage = {
  items: readonly Session[]
  nextCursor: string | null
  asOf: string | null
}

export type SessionStarted = {
  sessionId: string
  accountId: string
  organisationId: string
  method: SignInMethod
  /** At the latest; it ends earlier when it is not used */
  expiresAt: string
}

/** The latest value only; as old as `readAt` says */
export type SignInActivity = {
  lastSignInAt: string | null
  lastNonInteractiveSignInAt: string | null
  readAt: string
}

export type SignInMethod = 'link' | 'password' | 'passkey'

export type SyncCost = {
  /** As Microsoft counts them: each item of a batch is one */
  requests: number
  /** Resource units of Microsoft’s limit */
  units: number
  seconds: number
}

/** Not read by this run, and when a scheduled one will */
export type SyncLeftResource = {
  resource: string
  dueAt: string
}

export type SyncMode = 'full' | 'delta' | 'latest'

export type SyncPlan = {
  /** One answer of Microsoft Graph, as seen before planning */
  latencyMs: number | null
  /** The pace that Microsoft allows to one application in a tenancy of this size */
  unitsPerSecond: number
  expected: SyncCost
  resources: readonly SyncPlannedResource[]
  left: readonly SyncLeftResource[]
}

export type SyncPlanTrigger = 'schedule' | 'manual'

export type SyncPlannedResource = {
  resource: string
  mode: SyncMode
  strategy: SyncStrategy
  reasons: readonly PlanReason[]
  /** Why it is read, and why so */
  explanation: string
  /** How many there may be */
  objects: number | null
  expected: SyncCost
}

export type SyncProgress = {
  run: SyncRun | null
  estimatedSecondsLeft: number | null
}

export type SyncRequested = {
  connectionId: string
  /** The newest run so far; the requested one comes after it */
  lastRunId: string | null
}

export type SyncResourceProgress = {
  resource: string
  mode: SyncMode
  status: SyncResourceStatus
  strategy: SyncStrategy | null
  reason: string | null
  /** The reason in a sentence, with the next step */
  explanation: string | null
  pages: number
  objectsRead: number
  expected: number | null
  unreadable: number
  created: number
  changed: number
  ended: number
  requests: number
  resourceUnits: number
  /** From its first page to its last */
  seconds: number | null
  /** What the plan expected */
  planned: SyncCost | null
}

export type SyncResourceStatus = 'waiting' | 'reading' | 'read' | 'failed' | 'skipped'

export type SyncRun = {
  id: string
  connectionId: string
  trigger: SyncTrigger
  requestedBy: string | null
  status: SyncStatus
  reason: string | null
  explanation: string | null
  startedAt: string
  endedAt: string | null
  /** The instant as of which its changes are true */
  mergedAt: string | null
  durationSeconds: number | null
  objectsRead: number
  created: number
  changed: number
  ended: number
  requests: number
  resourceUnits: number
  throttledSeconds: number
  retries: number
  decidedBy: string | null
  /** What it set out to do; null until it is known */
  plan: SyncPlan | null
  resources: readonly SyncResourceProgress[]
}

export type SyncRunPage = {
  items: readonly SyncRun[]
  nextCursor: string | null
  asOf: string | null
}

/** held: it would take too much away and waits for a person */
export type SyncStatus = 'running' | 'completed' | 'incomplete' | 'held' | 'refused' | 'failed'

/** changes: from the bookmark of last time; chain: everything as one chain of changes; parallel: lists and chains of up to 50 objects side by side, then what changed meanwhile; list, smallPages: everything as a list; expanded: lists with up to 20 related objects each, and by itself what has more */
export type SyncStrategy = 'changes' | 'chain' | 'parallel' | 'list' | 'smallPages' | 'expanded'

/** connection: consent or a credential was given again, or a pack was enabled; notification: Microsoft told of a change */
export type SyncTrigger = 'first_import' | 'schedule' | 'manual' | 'connection' | 'notification'

export type TenancyRequest = {
  tenancyRequestId: string
  direction: TenancyRequestDirection
  /** Who asks; null where this organisation does */
  organisationName: string | null
  /** The administrator of the tenancy who was proved to ask */
  administrator: string
  tenancyName: string | null
  state: TenancyRequestState
  askedAt: string
  decidedAt: string | null
  expiresAt: string
}

export type TenancyRequestDirection = 'received' | 'sent'

export type TenancyRequestPage = {
  items: readonly TenancyRequest[]
  nextCursor: string | null
  asOf: string | null
}

export type TenancyRequestState = 'waiting' | 'agreed' | 'refused' | 'used' | 'expired'

export type UserVerification = 'required'

/** Every operation: what it takes, from wherever in the request, and what it answers. */
export interface Operations {
  /** Add the passkey that the browser made */
  'account.add-passkey': { input: {
  /** By which you recognise it */
  name: string
  registration: PasskeyRegistration
}; output: Passkey }
  /** Begin to add a passkey: what the browser must make */
  'account.passkey-options': { input: Record<never, never>; output: PasskeyCreationOptions }
  /** Remove one of my passkeys; my other sessions end */
  'account.remove-passkey': { input: {
  passkeyId: string
}; output: Done }
  /** Change what I am called */
  'account.rename': { input: {
  displayName: string
}; output: Account }
  /** Set or change my password; every session of mine ends, and this browser gets a new one */
  'account.set-password': { input: {
  newPassword: string
  /** Needed where there is one and the sign-in was not just now */
  currentPassword?: string | undefined
  /** What to sign in with from now on; needed where there is none yet */
  email?: string | undefined
}; output: SessionStarted }
  /** What happened in the directory, newest first, in words */
  'activities.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  /** `person.changed`, or `person` for all about people */
  kind?: string | undefined
  subjectType?: string | undefined
  /** Everything about this person, group or application */
  subjectId?: string | undefined
  /** What this sync changed */
  runId?: string | undefined
  /** Words, in any order, each a part of a name */
  search?: string | undefined
  from?: string | undefined
  to?: string | undefined
}; output: ActivityPage }
  /** Administrative units, by name */
  'administrative-units.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: AdministrativeUnitPage }
  /** Members of an administrative unit */
  'administrative-units.members': { input: {
  administrativeUnitId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
  kind?: MemberKind | undefined
}; output: GroupMemberPage }
  /** Make an API key, shown this once, which never may do more than I may */
  'api-keys.create': { input: {
  /** What uses it */
  name: string
  scopes: readonly Scope[]
  validForDays?: number | undefined
}; output: ApiKeyCreated }
  /** The organisation's API keys, also those that work no more */
  'api-keys.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: ApiKeyPage }
  /** Revoke an API key and every token that was issued to it, at once and for good */
  'api-keys.revoke': { input: {
  apiKeyId: string
}; output: ApiKey }
  /** Who is assigned to an application, in which role */
  'applications.assignments': { input: {
  applicationId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: ApplicationAssignmentPage }
  /** What changed about an application, when, and which sync saw it */
  'applications.history': { input: {
  applicationId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: HistoryEntryPage }
  /** Enterprise applications, by name, now or at any past instant */
  'applications.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
  /** Words, in any order, each a part of its name or publisher */
  search?: string | undefined
  includeGone?: boolean | undefined
}; output: ApplicationPage }
  /** Who owns an application */
  'applications.owners': { input: {
  applicationId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
  kind?: MemberKind | undefined
}; output: GroupMemberPage }
  /** The delegated permissions that an application was given, by an administrator for everyone or by one person */
  'applications.permission-grants': { input: {
  applicationId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: PermissionGrantPage }
  /** One enterprise application with how many are assigned to it */
  'applications.show': { input: {
  applicationId: string
  asOf?: string | undefined
}; output: ApplicationDetail }
  /** Export the sealed audit log, ending in a signed checkpoint; `audit verify` proves it without this server */
  'audit.export': { input: {
  /** The first position; one more than the `count` of a checkpoint continues it */
  from?: number | undefined
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: AuditExportLinePage }
  /** Give a signed checkpoint of the audit log as it stands, to be kept elsewhere */
  'audit.head': { input: Record<never, never>; output: AuditCheckpoint }
  /** List what was done, refused and failed, newest first */
  'audit.list': { input: {
  /** The id of an account, an API key, a token or a job */
  actor?: string | undefined
  /** The name of an operation: `connections.test` */
  operation?: string | undefined
  /** The id of what it was about */
  subject?: string | undefined
  outcome?: AuditOutcome | undefined
  /** From this instant on */
  from?: string | undefined
  /** Before this instant */
  to?: string | undefined
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: AuditEntryPage }
  /** Let another organisation connect to this organisation’s tenancy too */
  'connections.agree-tenancy-request': { input: {
  tenancyRequestId: string
}; output: TenancyRequest }
  /** Begin connecting a tenancy by an administrator’s consent: answers with Microsoft’s sign-in page */
  'connections.begin-consent': { input: {
  name?: string | undefined
  /** Permission packs; Directory read is always among them */
  packs?: readonly PermissionPackName[] | undefined
}; output: ConsentBegun }
  /** Change a connection’s name, schedule or purge guard; what is left out stays */
  'connections.configure': { input: {
  /** The connection */
  connectionId: string
  name?: string | undefined
  /** Minutes from one sync to the next */
  scheduleMinutes?: number | undefined
  /** Losses up to this many within 24 hours never stop a sync */
  guardAtLeast?: number | undefined
  /** Nor do losses up to this share of what there was, in percent */
  guardPercent?: number | undefined
}; output: Connection }
  /** Connect a tenancy by an app registration of its own: directory, application id, and a secret or certificate */
  'connections.connect-own': { input: {
  name?: string | undefined
  /** Directory (tenant) id, or a verified domain of the tenancy */
  directory: string
  /** Application (client) id */
  applicationId: string
  /** Permission packs; Directory read is always among them */
  packs?: readonly PermissionPackName[] | undefined
  /** The secret’s value, not its id */
  clientSecret?: string | undefined
  /** X.509, PEM */
  certificate?: string | undefined
  /** RSA, PKCS#8 or PKCS#1, PEM without passphrase */
  privateKey?: string | undefined
}; output: ConnectionStep }
  /** Continue connecting with what Microsoft’s page sent back */
  'connections.continue': { input: {
  state?: string | undefined
  code?: string | undefined
  iss?: string | undefined
  session_state?: string | undefined
  client_info?: string | undefined
  admin_consent?: string | undefined
  tenant?: string | undefined
  scope?: string | undefined
  error?: string | undefined
  error_subcode?: string | undefined
  error_description?: string | undefined
  error_uri?: string | undefined
}; output: ConnectionStep }
  /** Disable a permission pack; what was read with it stays */
  'connections.disable-pack': { input: {
  /** The connection */
  connectionId: string
  pack: PermissionPackName
}; output: Connection }
  /** Enable a permission pack: answers with Microsoft’s page, or at once with an own app registration */
  'connections.enable-pack': { input: {
  /** The connection */
  connectionId: string
  pack: PermissionPackName
}; output: ConnectionStep }
  /** List connections with their state and permissions */
  'connections.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: ConnectionPage }
  /** List the permission packs: every permission, why, its risk, and what fails without it */
  'connections.packs': { input: Record<never, never>; output: PermissionPacks }
  /** Show each pack’s permissions: granted, missing with how to grant it again, and in excess */
  'connections.permissions': { input: {
  /** The connection */
  connectionId: string
}; output: ConnectionPermissions }
  /** Give consent again for an existing connection: answers with Microsoft’s sign-in page */
  'connections.reauthorize': { input: {
  /** The connection */
  connectionId: string
}; output: ConsentBegun }
  /** Refuse another organisation’s request for this organisation’s tenancy */
  'connections.refuse-tenancy-request': { input: {
  tenancyRequestId: string
}; output: TenancyRequest }
  /** Replace the secret or certificate of a connection’s own app registration */
  'connections.replace-credential': { input: {
  /** The connection */
  connectionId: string
  /** Where the registration is another one now */
  applicationId?: string | undefined
  /** The secret’s value, not its id */
  clientSecret?: string | undefined
  /** X.509, PEM */
  certificate?: string | undefined
  /** RSA, PKCS#8 or PKCS#1, PEM without passphrase */
  privateKey?: string | undefined
}; output: ConnectionStep }
  /** Revoke a connection: destroys its credential; directory, history and logs stay readable */
  'connections.revoke': { input: {
  /** The connection */
  connectionId: string
}; output: Connection }
  /** Show one connection: state, why, tenancy, permissions, schedule */
  'connections.show': { input: {
  /** The connection */
  connectionId: string
}; output: Connection }
  /** List requests for a tenancy that another organisation here is connected to: received and sent, newest first */
  'connections.tenancy-requests': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: TenancyRequestPage }
  /** Test a connection: token, Graph, latency of each, roles found, what is missing or in excess, clock skew */
  'connections.test': { input: {
  /** The connection */
  connectionId: string
}; output: ConnectionTest }
  /** Set who counts as one of the organisation’s people; nothing is deleted, and what is left out is counted */
  'directory.change-scope': { input: {
  includeGuests: boolean
  includeBlocked: boolean
  departments: readonly string[]
  groupIds: readonly string[]
  administrativeUnitIds: readonly string[]
}; output: DirectoryScope }
  /** How much of everything the directory holds, whatever the scope */
  'directory.counts': { input: {
  asOf?: string | undefined
}; output: DirectoryCounts }
  /** How old what Atrium knows is, by kind */
  'directory.freshness': { input: Record<never, never>; output: DirectoryFreshness }
  /** Who counts as one of the organisation’s people */
  'directory.scope': { input: Record<never, never>; output: DirectoryScope }
  /** Everybody in a group, directly or through nested groups, each with the path that gives it */
  'groups.effective-members': { input: {
  groupId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: EffectiveMemberPage }
  /** What changed about a group, when, and which sync saw it */
  'groups.history': { input: {
  groupId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: HistoryEntryPage }
  /** Groups, by name, now or at any past instant */
  'groups.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
  /** Words, in any order, each a part of its name, address or description */
  search?: string | undefined
  kind?: GroupKind | undefined
  dynamic?: boolean | undefined
  includeGone?: boolean | undefined
}; output: GroupPage }
  /** Direct members of a group, of every kind */
  'groups.members': { input: {
  groupId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
  kind?: MemberKind | undefined
}; output: GroupMemberPage }
  /** Who owns a group */
  'groups.owners': { input: {
  groupId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
  kind?: MemberKind | undefined
}; output: GroupMemberPage }
  /** One group with how many are in it, directly and through nested groups */
  'groups.show': { input: {
  groupId: string
  asOf?: string | undefined
}; output: GroupDetail }
  /** Invite a person, and get the one-time link that lets them in */
  'organisations.add-member': { input: {
  email: string
  displayName: string
  role: Role
}; output: MemberAdded }
  /** Change what a member may do, from their next call on */
  'organisations.change-role': { input: {
  accountId: string
  role: Role
}; output: Member }
  /** Make a further organisation, which I own */
  'organisations.create': { input: {
  name: string
}; output: Organisation }
  /** Who belongs to the organisation, and who is invited */
  'organisations.members': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: MemberPage }
  /** Remove a person from the organisation: their sessions here end, and their API keys are revoked */
  'organisations.remove-member': { input: {
  accountId: string
}; output: Done }
  /** Rename the organisation */
  'organisations.rename': { input: {
  name: string
}; output: Organisation }
  /** The organisation that the caller acts in */
  'organisations.show': { input: Record<never, never>; output: Organisation }
  /** The applications that a person is assigned to, directly or by a group */
  'people.applications': { input: {
  personId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: PersonApplicationPage }
  /** How many people the list shows, and how many it hides and why */
  'people.counts': { input: {
  /** As it was at this instant; as of the last sync otherwise */
  asOf?: string | undefined
  /** Words, in any order, each a part of a name, address, title, department or employee number; case and accents do not count */
  search?: string | undefined
  /** Only people in these states; active ones otherwise */
  state?: readonly PersonState[] | undefined
  includeGuests?: boolean | undefined
  includeBlocked?: boolean | undefined
  /** Also people who are absent or deleted */
  includeGone?: boolean | undefined
  /** Also people outside the scope that the organisation set */
  ignoreScope?: boolean | undefined
  userType?: string | undefined
  department?: string | undefined
  officeLocation?: string | undefined
  country?: string | undefined
  employeeType?: string | undefined
  jobTitle?: string | undefined
  /** Only who reports to this person */
  managerId?: string | undefined
  /** Only members of this group, also through nested groups */
  groupId?: string | undefined
}; output: PeopleCounts }
  /** The departments, offices, countries and kinds of employment that people of the list have */
  'people.facets': { input: {
  /** As it was at this instant; as of the last sync otherwise */
  asOf?: string | undefined
  /** Words, in any order, each a part of a name, address, title, department or employee number; case and accents do not count */
  search?: string | undefined
  /** Only people in these states; active ones otherwise */
  state?: readonly PersonState[] | undefined
  includeGuests?: boolean | undefined
  includeBlocked?: boolean | undefined
  /** Also people who are absent or deleted */
  includeGone?: boolean | undefined
  /** Also people outside the scope that the organisation set */
  ignoreScope?: boolean | undefined
  userType?: string | undefined
  department?: string | undefined
  officeLocation?: string | undefined
  country?: string | undefined
  employeeType?: string | undefined
  jobTitle?: string | undefined
  /** Only who reports to this person */
  managerId?: string | undefined
  /** Only members of this group, also through nested groups */
  groupId?: string | undefined
}; output: PeopleFacets }
  /** The groups that a person is in, directly and through others, each with the path that gives it */
  'people.groups': { input: {
  personId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
  directOnly?: boolean | undefined
}; output: PersonGroupPage }
  /** What changed about a person, when, and which sync saw it */
  'people.history': { input: {
  personId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  asOf?: string | undefined
}; output: HistoryEntryPage }
  /** People, by name, now or at any past instant; guests and blocked people are left out unless asked for */
  'people.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  /** As it was at this instant; as of the last sync otherwise */
  asOf?: string | undefined
  /** Words, in any order, each a part of a name, address, title, department or employee number; case and accents do not count */
  search?: string | undefined
  /** Only people in these states; active ones otherwise */
  state?: readonly PersonState[] | undefined
  includeGuests?: boolean | undefined
  includeBlocked?: boolean | undefined
  /** Also people who are absent or deleted */
  includeGone?: boolean | undefined
  /** Also people outside the scope that the organisation set */
  ignoreScope?: boolean | undefined
  userType?: string | undefined
  department?: string | undefined
  officeLocation?: string | undefined
  country?: string | undefined
  employeeType?: string | undefined
  jobTitle?: string | undefined
  /** Only who reports to this person */
  managerId?: string | undefined
  /** Only members of this group, also through nested groups */
  groupId?: string | undefined
  sort?: PeopleSort | undefined
}; output: PersonPage }
  /** One person with everything Atrium keeps of them, and where each attribute comes from */
  'people.show': { input: {
  personId: string
  asOf?: string | undefined
}; output: PersonDetail }
  /** Sign out */
  'session.end': { input: Record<never, never>; output: SessionEnded }
  /** Where I am signed in */
  'session.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: SessionPage }
  /** Begin to sign in with a passkey: what the browser must sign */
  'session.passkey-challenge': { input: Record<never, never>; output: PasskeyRequestOptions }
  /** End one of my sessions */
  'session.revoke': { input: {
  sessionId: string
}; output: Done }
  /** Who I am, where I act, and what I may do */
  'session.show': { input: Record<never, never>; output: OwnSession }
  /** Sign in with a one-time link, or accept an invitation with it */
  'session.start-with-link': { input: {
  /** What stands behind # in the link */
  token: string
}; output: SessionStarted }
  /** Sign in with a passkey */
  'session.start-with-passkey': { input: {
  assertion: PasskeyAssertion
}; output: SessionStarted }
  /** Sign in with an e-mail address and a password */
  'session.start-with-password': { input: {
  email: string
  password: string
}; output: SessionStarted }
  /** Act in another of my organisations */
  'session.switch-organisation': { input: {
  organisationId: string
}; output: SessionStarted }
  /** Carry out a held run: a person has looked at what it takes away and found it right */
  'sync-runs.confirm': { input: {
  runId: string
}; output: SyncRun }
  /** What a held run would take away: people, memberships, assignments */
  'sync-runs.held-changes': { input: {
  runId: string
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
}; output: HeldChangePage }
  /** Sync runs, newest first: what each read, changed, cost and could not read */
  'sync-runs.list': { input: {
  /** How many at most */
  limit?: number | undefined
  /** `nextCursor` of the page before, unchanged */
  cursor?: string | undefined
  connectionId?: string | undefined
  status?: SyncStatus | undefined
}; output: SyncRunPage }
  /** The newest run of a connection, told again whenever it moves, until it ends */
  'sync-runs.progress': { input: {
  connectionId: string
  /** Wait for a run newer than this one */
  afterRunId?: string | undefined
}; output: SyncProgress }
  /** Let a held run go, unmerged; the next run reads the same changes again */
  'sync-runs.refuse': { input: {
  runId: string
}; output: SyncRun }
  /** One sync run, resource by resource */
  'sync-runs.show': { input: {
  runId: string
}; output: SyncRun }
  /** Sync now: read what changed at Microsoft, and everything that Microsoft does not tell the changes of */
  'sync-runs.start': { input: {
  connectionId: string
  /** Leaves what Microsoft tells no changes of to its own rota */
  onlyChanges?: boolean | undefined
}; output: SyncRequested }
  /** What a sync of now would read, how, and what that should cost, without running it */
  'sync.plan': { input: {
  connectionId: string
  trigger?: SyncPlanTrigger | undefined
}; output: SyncPlan }
  /** Exchange an API key for a short-lived signed token, with some or all of its scopes */
  'tokens.issue': { input: {
  /** All that the key has, where nothing is said */
  scopes?: readonly Scope[] | undefined
  lifetimeSeconds?: number | undefined
}; output: AccessToken }
}

/** Where each operation is found. */
export const routes = {
  'account.add-passkey': 'POST /v1/account/passkeys',
  'account.passkey-options': 'POST /v1/account/passkey-options',
  'account.remove-passkey': 'DELETE /v1/account/passkeys/{passkeyId}',
  'account.rename': 'PATCH /v1/account',
  'account.set-password': 'PUT /v1/account/password',
  'activities.list': 'GET /v1/activities',
  'administrative-units.list': 'GET /v1/administrative-units',
  'administrative-units.members': 'GET /v1/administrative-units/{administrativeUnitId}/members',
  'api-keys.create': 'POST /v1/api-keys',
  'api-keys.list': 'GET /v1/api-keys',
  'api-keys.revoke': 'DELETE /v1/api-keys/{apiKeyId}',
  'applications.assignments': 'GET /v1/applications/{applicationId}/assignments',
  'applications.history': 'GET /v1/applications/{applicationId}/history',
  'applications.list': 'GET /v1/applications',
  'applications.owners': 'GET /v1/applications/{applicationId}/owners',
  'applications.permission-grants': 'GET /v1/applications/{applicationId}/permission-grants',
  'applications.show': 'GET /v1/applications/{applicationId}',
  'audit.export': 'GET /v1/audit/export',
  'audit.head': 'GET /v1/audit/head',
  'audit.list': 'GET /v1/audit',
  'connections.agree-tenancy-request': 'POST /v1/tenancy-requests/{tenancyRequestId}/agree',
  'connections.begin-consent': 'POST /v1/connections/begin-consent',
  'connections.configure': 'PATCH /v1/connections/{connectionId}',
  'connections.connect-own': 'POST /v1/connections/connect-own',
  'connections.continue': 'POST /v1/connections/continue',
  'connections.disable-pack': 'POST /v1/connections/{connectionId}/packs/{pack}/disable',
  'connections.enable-pack': 'POST /v1/connections/{connectionId}/packs/{pack}/enable',
  'connections.list': 'GET /v1/connections',
  'connections.packs': 'GET /v1/permission-packs',
  'connections.permissions': 'GET /v1/connections/{connectionId}/permissions',
  'connections.reauthorize': 'POST /v1/connections/{connectionId}/reauthorize',
  'connections.refuse-tenancy-request': 'POST /v1/tenancy-requests/{tenancyRequestId}/refuse',
  'connections.replace-credential': 'PUT /v1/connections/{connectionId}/credential',
  'connections.revoke': 'POST /v1/connections/{connectionId}/revoke',
  'connections.show': 'GET /v1/connections/{connectionId}',
  'connections.tenancy-requests': 'GET /v1/tenancy-requests',
  'connections.test': 'POST /v1/connections/{connectionId}/test',
  'directory.change-scope': 'PUT /v1/directory/scope',
  'directory.counts': 'GET /v1/directory/counts',
  'directory.freshness': 'GET /v1/directory/freshness',
  'directory.scope': 'GET /v1/directory/scope',
  'groups.effective-members': 'GET /v1/groups/{groupId}/effective-members',
  'groups.history': 'GET /v1/groups/{groupId}/history',
  'groups.list': 'GET /v1/groups',
  'groups.members': 'GET /v1/groups/{groupId}/members',
  'groups.owners': 'GET /v1/groups/{groupId}/owners',
  'groups.show': 'GET /v1/groups/{groupId}',
  'organisations.add-member': 'POST /v1/members',
  'organisations.change-role': 'PATCH /v1/members/{accountId}',
  'organisations.create': 'POST /v1/organisations',
  'organisations.members': 'GET /v1/members',
  'organisations.remove-member': 'DELETE /v1/members/{accountId}',
  'organisations.rename': 'PATCH /v1/organisation',
  'organisations.show': 'GET /v1/organisation',
  'people.applications': 'GET /v1/people/{personId}/applications',
  'people.counts': 'GET /v1/people-counts',
  'people.facets': 'GET /v1/people-facets',
  'people.groups': 'GET /v1/people/{personId}/groups',
  'people.history': 'GET /v1/people/{personId}/history',
  'people.list': 'GET /v1/people',
  'people.show': 'GET /v1/people/{personId}',
  'session.end': 'DELETE /v1/session',
  'session.list': 'GET /v1/sessions',
  'session.passkey-challenge': 'POST /v1/session/passkey-challenge',
  'session.revoke': 'DELETE /v1/sessions/{sessionId}',
  'session.show': 'GET /v1/session',
  'session.start-with-link': 'POST /v1/session/link',
  'session.start-with-passkey': 'POST /v1/session/passkey',
  'session.start-with-password': 'POST /v1/session/password',
  'session.switch-organisation': 'POST /v1/session/organisation',
  'sync-runs.confirm': 'POST /v1/sync-runs/{runId}/confirm',
  'sync-runs.held-changes': 'GET /v1/sync-runs/{runId}/held-changes',
  'sync-runs.list': 'GET /v1/sync-runs',
  'sync-runs.progress': 'GET /v1/connections/{connectionId}/sync-progress',
  'sync-runs.refuse': 'POST /v1/sync-runs/{runId}/refuse',
  'sync-runs.show': 'GET /v1/sync-runs/{runId}',
  'sync-runs.start': 'POST /v1/connections/{connectionId}/sync',
  'sync.plan': 'POST /v1/connections/{connectionId}/sync-plan',
  'tokens.issue': 'POST /v1/tokens',
} as const satisfies Record<keyof Operations, string>
