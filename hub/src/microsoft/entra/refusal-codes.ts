import type { RefusalReason } from './refusal-reasons.ts'

/**
 * AADSTS number → our reason. Source of meanings: learn.microsoft.com/entra/identity-platform/reference-error-codes, unless a row
 * says otherwise: (field) = seen in other projects’ threads, (unverified) = general knowledge, not confirmed there.
 */
export const aadstsReasons: ReadonlyMap<number, RefusalReason> = new Map<number, RefusalReason>([
  [65001, 'consent_missing'],
  [650056, 'consent_missing'], // misconfigured application, most often not consented
  [65004, 'consent_declined'],
  [7000112, 'application_disabled'],
  [700016, 'application_removed'], // no such application in this directory
  [7000229, 'application_removed'], // no service principal in this tenancy (unverified)
  [7000215, 'secret_invalid'],
  [7000222, 'secret_expired'],
  [7000218, 'credential_missing'],
  [700027, 'certificate_rejected'],
  [700023, 'certificate_rejected'], // the assertion's audience is not the token endpoint
  [700024, 'certificate_rejected'], // the assertion is outside its time range: a wrong clock, most often
  [70021, 'certificate_rejected'], // federated credential: no match; also the three below (field)
  [700211, 'certificate_rejected'],
  [700213, 'certificate_rejected'],
  [7002138, 'certificate_rejected'],
  [90002, 'tenancy_not_found'],
  [50059, 'tenancy_not_found'], // no tenancy could be told from the request
  [50194, 'tenancy_not_found'], // a single-tenant application used outside its tenancy
  [50076, 'conditional_access'], // multi-factor authentication needed
  [50079, 'conditional_access'], // multi-factor registration needed
  [50158, 'conditional_access'], // external challenge
  [53000, 'conditional_access'], // device not compliant
  [53001, 'conditional_access'], // device not domain-joined
  [53003, 'conditional_access'],
  [90094, 'admin_required'],
  [90095, 'admin_required'], // the page offered to ask an administrator
  [50020, 'user_blocked'], // an account of another tenancy
  [50034, 'user_blocked'],
  [50053, 'user_blocked'],
  [50057, 'user_blocked'],
  [50105, 'user_blocked'], // not assigned to an application that needs assignment
  [50126, 'user_blocked'],
  [54005, 'sign_in_expired'], // code redeemed already
  [70008, 'sign_in_expired'],
  [70043, 'sign_in_expired'], // sign-in frequency of conditional access
  [700082, 'sign_in_expired'], // refresh token unused for too long
  [50173, 'sign_in_expired'], // password changed or sessions revoked
  [50011, 'reply_address_mismatch'],
  [900971, 'reply_address_mismatch'],
  [28002, 'scope_invalid'],
  [28003, 'scope_invalid'],
  [70011, 'scope_invalid'],
  [700022, 'scope_invalid'], // several resources in one request
  [1002012, 'scope_invalid'], // not the form resource/.default (unverified)
  [500011, 'scope_invalid'], // the resource has no service principal in the tenancy
  [650052, 'scope_invalid'], // the tenancy has not subscribed to that service
  [650057, 'scope_invalid'], // the resource is not in the registration
  [50196, 'throttled'], // client loop: too many identical requests
  [90024, 'throttled'],
  [90055, 'throttled'],
  [90033, 'temporarily_unavailable'],
  [650051, 'temporarily_unavailable'], // the service principal is still being made; a second attempt clears it (field)
])

/** The OAuth `error` → our reason, used where no known AADSTS number came (RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6). */
export const oauthErrorReasons: ReadonlyMap<string, RefusalReason> = new Map<string, RefusalReason>([
  ['access_denied', 'consent_declined'],
  ['permission_denied', 'consent_declined'], // the older consent endpoint: v2-admin-consent
  ['consent_required', 'consent_missing'],
  ['invalid_scope', 'scope_invalid'],
  ['invalid_resource', 'scope_invalid'],
  ['invalid_tenant', 'tenancy_not_found'],
  ['login_required', 'sign_in_expired'],
  ['interaction_required', 'conditional_access'],
  ['server_error', 'temporarily_unavailable'],
  ['temporarily_unavailable', 'temporarily_unavailable'],
])
