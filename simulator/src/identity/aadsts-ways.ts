import { AADSTS } from './aadsts-table.ts'

/** How an error code is reached: by doing what causes it, or by ordering it at the control door. */
export interface AadstsWay {
  by: 'doing' | 'fault'
  /** For a person who wants to see it. */
  how: string
}

const doing = (how: string): AadstsWay => ({ by: 'doing', how })
const fault = (how: string): AadstsWay => ({ by: 'fault', how })

/** For every code of the table, the way that reaches it; a test walks them all. */
export const AADSTS_WAYS: Readonly<Record<number, AadstsWay>> = {
  900144: doing('leave out a parameter, e.g. `grant_type`'),
  90014: doing('ask for client credentials without `scope`'),
  900561: doing('GET the token endpoint'),
  90023: doing('authorize with an unknown `prompt`, or `claims` that are no JSON'),
  9002326: doing('redeem the code of a Web address with an `Origin` header'),
  9002327: doing('redeem the code of a single-page address without `Origin`'),
  9002325: doing('redeem the code of a single-page address that was asked without `code_challenge`'),
  70007: doing('ask an id token at authorize with `response_mode=query`'),
  70003: doing('ask for an unknown `grant_type`'),
  700051: doing('`response_type=token` without `accessTokenIssuance`'),
  700054: doing('`response_type=id_token` without `idTokenIssuance`'),
  70005: doing('authorize with an unknown `response_type`'),
  50147: doing('authorize with a `code_challenge` shorter than 43 characters'),
  50049: doing('ask instance discovery about a host that is not of this cloud'),
  90002: doing('use a tenancy that does not exist'),
  50059: doing('ask for client credentials at `common`'),
  50194: doing('use a registration of `AzureADMyOrg` at `organizations`'),
  700016: doing('use a `client_id` that is not registered'),
  7000112: doing('`set-app-enabled` with `false`, then ask for a token'),
  7000229: doing('ask for client credentials where nobody consented'),
  500011: doing('ask for a resource that the tenancy does not have'),
  501051: doing('ask for client credentials for an own interface whose principal requires assignment'),
  50011: doing('authorize with a `redirect_uri` that is not registered'),
  900971: doing('authorize without `redirect_uri` at a registration that has none'),
  500113: doing('authorize with a `redirect_uri` at a registration that has none'),
  7000215: doing('send a wrong secret'),
  7000222: doing('`expire-secret`, then send it'),
  7000218: doing('send neither secret nor assertion'),
  700025: doing('send a secret as a public client'),
  700027: doing('sign the assertion with a certificate that is not registered'),
  50027: doing('send an assertion that is no JWT'),
  50013: doing('sign a federated assertion with a key that is not its issuer’s'),
  500131: doing('ask on behalf of a person with a token for somebody else'),
  500133: doing('ask on behalf of a person with an expired token'),
  7000114: doing('ask on behalf of a person with an application’s own token'),
  700021: doing('send an assertion of another application'),
  700023: doing('address the assertion to another authority'),
  700024: doing('send an assertion out of its time'),
  70025: doing('send another issuer’s assertion without federated credentials'),
  70021: doing('send an assertion whose issuer, subject and audience belong to different federated credentials'),
  700211: doing('send an assertion of an issuer that no federated credential names'),
  700212: doing('send an assertion with an audience that no federated credential names'),
  700213: doing('send an assertion with a subject that no federated credential names'),
  7002138: doing('send an assertion whose subject or issuer differs by case only'),
  70011: doing('ask for a scope without a name, e.g. `https://x/`'),
  1002012: doing('ask for client credentials with a named permission'),
  700022: doing('ask for client credentials for two resources'),
  28000: doing('redeem a code for two resources'),
  28002: doing('refresh with `scope=offline_access` alone'),
  28003: doing('redeem a code with an empty `scope`'),
  65001: doing('refresh for a permission that nobody allowed'),
  65004: doing('press Cancel on the consent page'),
  650051: fault('`"endpoint": "adminconsent"`, with `"times": 1` so that the retry succeeds'),
  650052: doing('admin consent to a registration that asks for an interface the tenancy does not have'),
  650053: doing('authorize with a permission that the resource does not have'),
  650056: doing('authorize `.default` at a registration without `requiredResourceAccess`'),
  650057: doing('authorize `.default` of a resource that is not in the registration'),
  90094: doing('ask an ordinary person for what only an administrator may allow, and let them return'),
  90095: fault('`"endpoint": "authorize"`'),
  70000: doing('redeem a code or refresh token that was made up'),
  70008: doing('redeem a code after ten minutes'),
  700082: doing('use a refresh token after ninety idle days (move the clock)'),
  700084: doing('use a single-page application’s refresh token a day after the sign-in'),
  70016: doing('ask with a device code before its person has signed in; sooner than the interval it is `slow_down`'),
  70018: doing('ask with a device code that was made up'),
  70019: doing('ask with a device code after fifteen minutes'),
  70043: fault('`"grantType": "refresh_token"`'),
  54005: doing('redeem a code twice'),
  700005: doing('redeem a code at another tenancy'),
  500112: doing('redeem a code with another `redirect_uri`'),
  501481: doing('redeem a code with a wrong `code_verifier`'),
  50173: doing('`revoke-sessions` or `set-password`, then refresh'),
  50196: fault('`"endpoint": "token"`'),
  50020: doing('sign in with an account of another tenancy'),
  50034: doing('sign in with a user name that does not exist'),
  50053: doing('send ten wrong passwords, then any'),
  50055: doing('`set-password` with `mustChange`, then the password grant (a browser gets a page)'),
  50057: doing('`block` the person, then refresh'),
  50126: doing('sign in with a wrong password'),
  500121: doing('deny the approval that a claims challenge asks for'),
  50058: doing('`prompt=none` without a session'),
  16000: doing('`prompt=none` with two accounts signed in'),
  50105: doing('require assignment at the client’s principal, and sign in as somebody without one'),
  50076: doing('authorize silently with a claims challenge; or a fault with `"stepUp": true`'),
  50079: fault('`"grantType": "refresh_token"`, with `"stepUp": true` to let an approval lift it'),
  50158: fault('`"grantType": "refresh_token"`, with `"stepUp": true` to let an approval lift it'),
  53000: fault('`"user"` or `"appId"` for whom it holds'),
  53003: fault('`"user"` or `"appId"` for whom it holds'),
  90033: fault('`"endpoint": "token"`'),
  90024: fault('`"endpoint": "token"`'),
  90055: fault('`"endpoint": "token"`'),
}

/** docs/identity.md with its table of error codes written anew. */
export function withAadstsTable(document: string): string {
  const rows = Object.entries(AADSTS_WAYS).map(([code, { by, how }]) => {
    const row = AADSTS[Number(code)]
    return `| ${code} | \`${row?.error}\` | ${row?.status} | ${by === 'doing' ? how : `ordered: ${how}`} |`
  })
  const table = ['| AADSTS | `error` | HTTP | reached by |', '| --- | --- | --- | --- |', ...rows].join('\n')
  return document.replace(/(?<=<!-- aadsts: [^>]*-->\n)[\s\S]*?(?=<!-- \/aadsts -->)/, () => `${table}\n`)
}
