/**
 * What the token endpoint, the authorize endpoint and the pages say for each error code.
 * Codes and meanings: "Microsoft Entra authentication & authorization error codes" (reference-error-codes).
 * The `error` and HTTP status of most rows are general knowledge, not documentation; correct them here.
 */
export interface AadstsRow {
  /** The OAuth `error` value of the token endpoint. */
  error: string
  /** HTTP status at the token endpoint. */
  status: number
  /** The sentence; `{name}` is replaced by the value of that name. */
  text: string
  suberror?: string
  /** The `error` value in a redirect from authorize or admin consent, where it differs from the token endpoint's. */
  authorizeError?: string
  /** Whether a browser is sent back to the application at once; otherwise the person sees a page. */
  redirects?: boolean
  /** Whether it comes with a claims challenge that the client sends back to authorize. */
  challenges?: boolean
}

const invalidRequest = (text: string): AadstsRow => ({ error: 'invalid_request', status: 400, text })
const invalidClient = (text: string): AadstsRow => ({ error: 'invalid_client', status: 401, text })
const invalidGrant = (text: string): AadstsRow => ({
  error: 'invalid_grant',
  status: 400,
  text,
  authorizeError: 'access_denied',
})
const invalidScope = (text: string): AadstsRow => ({ error: 'invalid_scope', status: 400, text, redirects: true })
const unauthorizedClient = (text: string): AadstsRow => ({ error: 'unauthorized_client', status: 400, text })
const interaction = (text: string): AadstsRow => ({
  error: 'interaction_required',
  status: 400,
  text,
  suberror: 'basic_action',
  challenges: true,
})
const transient = (status: number, text: string): AadstsRow => ({
  error: 'temporarily_unavailable',
  status,
  text,
  redirects: true,
})
const consent = (row: AadstsRow): AadstsRow => ({ ...row, suberror: 'consent_required' })

/** RFC 8628 section 3.5, in the words of v2-oauth2-device-code. */
const deviceFlow = (error: string, text: string): AadstsRow => ({ error, status: 400, text })

const noFederatedCredential = 'No matching federated identity record found for presented assertion'
const checkFederatedCredential =
  'Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation'

export const AADSTS: Readonly<Record<number, AadstsRow>> = {
  // The request
  900144: invalidRequest("The request body must contain the following parameter: '{parameter}'."),
  90014: invalidRequest(
    "The required field '{parameter}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
  ),
  900561: invalidRequest('The endpoint only accepts {allowed} requests. Received a {method} request.'),
  90023: { ...invalidRequest("Unsupported '{parameter}' value."), redirects: true },
  9002326: invalidRequest(
    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.",
  ),
  9002327: invalidRequest(
    "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  ),
  9002325: invalidRequest('Proof Key for Code Exchange is required for cross-origin authorization code redemption.'),
  70007: {
    ...invalidRequest("'{mode}' is not a supported value of 'response_mode' when requesting a token."),
    redirects: true,
  },
  70003: {
    error: 'unsupported_grant_type',
    status: 400,
    text: "The app requested an unsupported grant type '{grantType}'.",
  },
  700051: {
    error: 'unsupported_response_type',
    status: 400,
    text: "response_type 'token' is not enabled for the application.",
    redirects: true,
  },
  700054: {
    error: 'unsupported_response_type',
    status: 400,
    text: "response_type 'id_token' is not enabled for the application.",
    redirects: true,
  },
  70005: {
    error: 'unsupported_response_type',
    status: 400,
    text: "The 'response_type' value '{responseType}' is not supported.",
    redirects: true,
  },
  50147: {
    ...invalidRequest('The size of the Code_Challenge parameter is invalid. It must be between 43 and 128 characters.'),
    redirects: true,
  },
  50049: { error: 'invalid_instance', status: 400, text: 'Unknown or invalid instance.' },
  // Tenancy and application
  90002: invalidRequest(
    "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  ),
  50059: invalidRequest(
    'No tenant-identifying information found in either the request or implied by any provided credentials.',
  ),
  50194: invalidRequest(
    "Application '{app}'({appName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  ),
  700016: unauthorizedClient(
    "Application with identifier '{app}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  ),
  7000112: unauthorizedClient("Application '{app}'({appName}) is disabled."),
  7000229: invalidClient(
    'The client application {app} is missing service principal in the tenant {tenant}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
  ),
  500011: {
    error: 'invalid_resource',
    status: 400,
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
    redirects: true,
  },
  501051: {
    error: 'invalid_grant',
    status: 400,
    text: "Application '{app}'({appName}) is not assigned to a role for the application '{resource}'.",
  },
  50011: invalidRequest(
    "The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{app}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to fix this.",
  ),
  900971: invalidRequest('No reply address provided.'),
  500113: invalidRequest('No reply address is registered for the application.'),
  // Client credentials
  7000215: invalidClient(
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app}'.",
  ),
  7000222: invalidClient(
    "The provided client secret keys for app '{app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  ),
  7000218: invalidClient(
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ),
  700025: invalidClient("Client is public so neither 'client_assertion' nor 'client_secret' should be presented."),
  700027: invalidClient(
    "The certificate with identifier used to sign the client assertion is not registered on application, or the signature is invalid. [Reason - {reason}, Thumbprint of key used by client: '{thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '{app}'.]",
  ),
  50027: invalidRequest('JWT token is invalid or malformed.'),
  50013: invalidClient('Assertion failed signature validation. [Reason - {reason}]'),
  500131: invalidGrant(
    "Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '{audience}' and the expected audience is '{app}' or one of the Application Uris of this application.",
  ),
  500133: invalidGrant(
    'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token. Current time: {now}, expiry time of assertion {to}.',
  ),
  7000114: unauthorizedClient("Application '{app}' is not allowed to make application on-behalf-of calls."),
  700021: invalidClient("Client assertion application identifier doesn't match 'client_id' parameter."),
  700023: invalidClient('Client assertion audience claim does not match Realm issuer.'),
  700024: invalidClient(
    'Client assertion is not within its valid time range. Current time: {now}, assertion valid from {from}, expiry time of assertion {to}.',
  ),
  70025: invalidClient("The client '{app}'({appName}) has no configured federated identity credentials."),
  70021: invalidRequest(
    `${noFederatedCredential}. Assertion Issuer: '{issuer}'. Assertion Subject: '{subject}'. Assertion Audience: '{audience}'. https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
  ),
  700211: invalidRequest(`${noFederatedCredential} issuer '{issuer}'. ${checkFederatedCredential}`),
  700212: invalidRequest(`${noFederatedCredential} audience '{audience}'. ${checkFederatedCredential}`),
  700213: invalidRequest(`${noFederatedCredential} subject '{subject}'. ${checkFederatedCredential}`),
  7002138: invalidRequest(
    `${noFederatedCredential} subject '{subject}'. Note that the matching is done using a case-sensitive comparison. ${checkFederatedCredential}`,
  ),
  // Scopes
  70011: invalidScope(
    "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  ),
  1002012: invalidScope(
    'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  ),
  700022: invalidScope(
    "The provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope {scope}.",
  ),
  28000: invalidScope(
    'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.',
  ),
  28002: invalidScope(
    "Provided value for the input parameter 'scope' is not valid when requesting an access token. Please specify a valid scope.",
  ),
  28003: invalidScope(
    "Provided value for the input parameter 'scope' cannot be empty when requesting an access token using the provided authorization code. Please specify a valid scope.",
  ),
  // Consent
  65001: consent({
    error: 'invalid_grant',
    status: 400,
    text: "The user or administrator has not consented to use the application with ID '{app}' named '{appName}'. Send an interactive authorization request for this user and resource.",
    authorizeError: 'interaction_required',
    redirects: true,
  }),
  65004: { error: 'access_denied', status: 400, text: 'User declined to consent to access the app.', redirects: true },
  650051: {
    error: 'invalid_client',
    status: 400,
    text: 'The service principal name is already present for the tenant, or is still being provisioned.',
    redirects: true,
  },
  650052: {
    error: 'invalid_client',
    status: 400,
    text: "The app is trying to access a service '{resource}' that your organization '{tenant}' lacks a service principal for.",
    redirects: true,
  },
  650053: {
    error: 'invalid_client',
    status: 400,
    text: "The application '{appName}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'. Contact the app vendor.",
    redirects: true,
  },
  650056: {
    error: 'invalid_client',
    status: 400,
    text: "Misconfigured application. This could be due to one of the following: the client has not listed any permissions in the requested permissions in the client's application registration, or the admin has not consented in the tenant.",
    redirects: true,
  },
  650057: {
    error: 'invalid_resource',
    status: 400,
    text: "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: {app}({appName}).",
    redirects: true,
  },
  90094: {
    error: 'consent_required',
    status: 400,
    text: '{appName} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.',
    redirects: true,
  },
  90095: {
    error: 'consent_required',
    status: 400,
    text: 'Admin consent is required. A request for approval has been offered.',
    redirects: true,
  },
  // Grants
  70000: invalidGrant('Provided grant is invalid or malformed.'),
  70008: invalidGrant(
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ),
  700082: invalidGrant(
    'The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for 90.00:00:00.',
  ),
  700084: invalidGrant(
    'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on {issued}.',
  ),
  70016: deviceFlow(
    'authorization_pending',
    'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  ),
  70018: deviceFlow('bad_verification_code', 'Invalid verification code.'),
  70019: deviceFlow('expired_token', 'Verification code expired.'),
  70043: {
    ...invalidGrant(
      'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
    ),
    suberror: 'bad_token',
  },
  54005: invalidGrant(
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ),
  700005: invalidGrant('Provided Authorization Code is intended to use against other tenant, thus rejected.'),
  500112: invalidGrant(
    "The reply address '{redirectUri}' does not match the reply address provided when requesting Authorization code.",
  ),
  501481: invalidGrant('The Code_Verifier does not match the code_challenge supplied in the authorization request.'),
  50173: {
    ...invalidGrant(
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on {issued} and the TokensValidFrom date (before which tokens are not valid) for this user is {validFrom}.',
    ),
    suberror: 'bad_token',
  },
  50196: invalidGrant('The server terminated an operation because it encountered a client request loop.'),
  // People
  50020: invalidGrant(
    "User account '{upn}' from identity provider '{home}' does not exist in tenant '{tenant}' and cannot access the application '{app}'({appName}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account.",
  ),
  50034: invalidGrant(
    'The user account {upn} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.',
  ),
  50053: invalidGrant(
    'The account is locked, you have tried to sign in too many times with an incorrect user ID or password.',
  ),
  50055: invalidGrant('The password is expired.'),
  50057: invalidGrant('The user account is disabled.'),
  50126: invalidGrant('Error validating credentials due to invalid username or password.'),
  500121: invalidGrant('Authentication failed during strong authentication request.'),
  50058: {
    error: 'login_required',
    status: 400,
    text: 'A silent sign-in request was sent but no user is signed in.',
    redirects: true,
  },
  16000: {
    error: 'interaction_required',
    status: 400,
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
    redirects: true,
  },
  50105: {
    error: 'access_denied',
    status: 400,
    text: "Your administrator has configured the application {appName} ('{app}') to block users unless they are specifically granted ('assigned') access to the application.",
    redirects: true,
  },
  // Conditional access
  50076: interaction(
    "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.",
  ),
  50079: interaction(
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication.',
  ),
  50158: interaction(
    'External security challenge not satisfied. User will be redirected to another page or authentication provider to satisfy additional authentication challenges.',
  ),
  53000: {
    ...invalidGrant(
      'Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant.',
    ),
    suberror: 'message_only',
    challenges: true,
  },
  53003: {
    ...invalidGrant(
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    ),
    suberror: 'message_only',
    challenges: true,
  },
  // The service itself
  90033: transient(503, 'A transient error has occurred. Please try again.'),
  90024: transient(429, 'RequestBudgetExceededError - A transient error has occurred. Please try again.'),
  90055: transient(429, 'TenantThrottlingError - There are too many incoming requests. Please try again later.'),
}
