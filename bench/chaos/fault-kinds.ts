/** What goes wrong, as `POST /_control/…` of the simulated cloud takes it (simulator/docs/control.md). */
export interface Order {
  name: string
  body: object
}

/** A fault of the simulator's list; `reopens` where the connection may be closed by it and a person has to open it again. */
export interface FaultKind {
  name: string
  reopens?: true
  /** @param part a glob of paths below /v1.0, @param calls how many of its calls are struck */
  orders(part: string, calls: number): Order[]
}

const graph = (name: string, effect: object, more: object = {}): FaultKind => ({
  name,
  orders: (pathPattern, times) => [{ name: 'fault', body: { pathPattern, times, effect, ...more } }],
})

const identity = (name: string, fault: object, reopens = false): FaultKind => ({
  name,
  ...(reopens && { reopens }),
  // the token that is held would not be asked for again for an hour
  orders: (pathPattern, times) => [
    { name: 'fault', body: { pathPattern, times: 1, effect: { tokenExpired: true } } },
    { name: 'fault', body: { times, identity: { endpoint: 'token', ...fault } } },
  ],
})

/** RFC 9110 §10.2.3: Retry-After may be a date; its seconds are whole, so two are ordered to have at least one left. */
const inTwoSeconds = (): string => new Date(Date.now() + 2_000).toUTCString()

/** Every kind of the simulator's list of effects, in the forms that the real service is known to use. */
export const faultKinds: readonly FaultKind[] = [
  graph('429 without Retry-After', { status: 429 }),
  graph('429 with seconds', { status: 429, retryAfter: '1' }),
  graph('429 with a decimal', { status: 429, retryAfter: '0.4' }),
  {
    name: '429 with a date',
    orders: (pathPattern, times) => [
      { name: 'fault', body: { pathPattern, times, effect: { status: 429, retryAfter: inTwoSeconds() } } },
    ],
  },
  graph('429 with zero', { status: 429, retryAfter: '0' }),
  graph('429 with nonsense', { status: 429, retryAfter: 'soon' }),
  graph('408', { status: 408 }),
  graph('423', { status: 423 }),
  graph('500', { status: 500 }),
  graph('502', { status: 502 }),
  graph('503 with Retry-After', { status: 503, retryAfter: '1' }),
  graph('503 that throttles', { status: 503, code: 'activityLimitReached' }),
  graph('504', { status: 504 }),
  graph('509', { status: 509 }),
  graph('404', { status: 404, code: 'Request_ResourceNotFound' }),
  graph('403', { status: 403, code: 'Authorization_RequestDenied' }),
  graph('403 for want of a licence', { status: 403, code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant' }),
  graph('400', { status: 400, code: 'Request_BadRequest' }),
  graph('slow answer', { delayMs: 1_500 }),
  graph('connection reset', { reset: true }),
  graph('truncated body', { truncate: true }),
  graph('malformed JSON', { malformed: true }),
  graph('delta expired (410 with Location)', { deltaExpired: true }),
  graph('delta expired (410 syncStateNotFound)', { status: 410, code: 'syncStateNotFound' }),
  graph('delta expired (400 resyncRequired)', { status: 400, code: 'resyncRequired' }),
  graph('page token expired', { pageExpired: true }),
  graph('token expired', { tokenExpired: true }),
  { name: 'throttle drained', orders: () => [{ name: 'drain-throttle', body: {} }] },
  identity('token endpoint away (AADSTS90033)', { aadsts: 90033 }),
  identity('token endpoint throttles (AADSTS90055)', { aadsts: 90055 }),
  identity('secret refused (AADSTS7000215)', { aadsts: 7000215 }, true),
  identity('conditional access (AADSTS53003)', { aadsts: 53003 }, true),
  {
    name: 'permission withdrawn',
    reopens: true,
    orders: (pathPattern) => [
      {
        name: 'fault',
        body: { pathPattern, times: 1, effect: { withdraw: 'AdministrativeUnit.Read.All', tokenExpired: true } },
      },
    ],
  },
  { name: 'replicas that lag', orders: () => [{ name: 'replicas', body: { lagSeconds: 2, indexLagSeconds: 2 } }] },
]

/** One try of the hub's client ends after 60 s, so this one makes a round that long; only long runs meet it. */
export const timeout: FaultKind = graph('no answer within a minute', { delayMs: 61_000 })

/** Where a fault strikes: everywhere, or among the calls that matter most to a sync. */
export const parts = [
  '/**',
  '/users/delta',
  '/groups/delta',
  '/servicePrincipals**',
  '/oauth2PermissionGrants',
] as const
