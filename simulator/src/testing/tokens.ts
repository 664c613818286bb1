import { isObject } from '../world/model.ts'

/** An application of the test tenancy. */
export interface Credentials {
  /** The identity platform's address with its tenant segment. */
  readonly authority: string
  readonly appId: string
  readonly secret: string
}

const GRAPH_DEFAULT = 'https://graph.microsoft.com/.default'

/** A token by client credentials. */
export function tokenOfApplication({ authority, appId, secret }: Credentials): Promise<string> {
  return ask(authority, {
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secret,
    scope: GRAPH_DEFAULT,
  })
}

/** A person's token: the sign-in page answered as a browser would, then the code redeemed, with `more` in the form. */
export async function signInForToken(
  { authority, appId, secret }: Credentials,
  account: string,
  redirectUri: string,
  more: { readonly [name: string]: string } = {},
): Promise<string> {
  const query = { client_id: appId, response_type: 'code', redirect_uri: redirectUri, scope: `openid ${GRAPH_DEFAULT}` }
  const page = `${authority}/oauth2/v2.0/authorize?${new URLSearchParams(query)}`
  const body = new URLSearchParams({ step: 'sign-in', account })
  const response = await fetch(page, { method: 'POST', body, redirect: 'manual' })
  await response.text()
  const code = new URL(response.headers.get('location') ?? redirectUri).searchParams.get('code')
  if (code === null)
    throw new Error(`Signing in brought no code: ${response.status} ${response.headers.get('location')}`)
  return ask(authority, {
    grant_type: 'authorization_code',
    client_id: appId,
    client_secret: secret,
    redirect_uri: redirectUri,
    code,
    ...more,
  })
}

async function ask(authority: string, form: { [name: string]: string }): Promise<string> {
  const response = await fetch(`${authority}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) })
  const answer: unknown = await response.json()
  if (!isObject(answer) || typeof answer.access_token !== 'string')
    throw new Error(`No token: ${JSON.stringify(answer)}`)
  return answer.access_token
}
