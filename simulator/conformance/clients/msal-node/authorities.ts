import { equal, match } from 'node:assert/strict'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { check, failureOf } from '../check.ts'
import { GRAPH_DEFAULT, isTokenOfApplication } from '../tokens.ts'
import { authorityOf, setting } from './configuration.ts'

const { appId: clientId, secret: clientSecret } = setting.confidential

/** How the library finds out about authorities. */
export async function authorities(): Promise<void> {
  const tokenAt = (authority: { authority?: string; knownAuthorities?: string[] }) =>
    new ConfidentialClientApplication({
      auth: { clientId, clientSecret, ...authority },
    }).acquireTokenByClientCredential({
      scopes: [GRAPH_DEFAULT],
    })

  await check('the tenancy by its domain', async () => {
    const result = await tokenAt(authorityOf(setting.domain))
    await isTokenOfApplication(result?.accessToken, '1')
  })

  await check('a tenancy that does not exist is AADSTS90002', async () => {
    const nowhere = authorityOf('99999999-9999-4999-8999-999999999999')
    match(String(await failureOf(() => tokenAt(nowhere))), /AADSTS90002|endpoints_resolution_error/)
  })

  await check('client credentials at organizations are AADSTS50059', async () => {
    match(String(await failureOf(() => tokenAt(authorityOf('organizations')))), /AADSTS50059|missing_tenant_id_error/)
  })

  if (setting.way === 'direct') {
    await check('a host that is not among the known authorities is refused', async () => {
      const unknown = () => tokenAt({ authority: `${setting.authority}/${setting.tenantId}` })
      match(String(await failureOf(unknown)), /endpoints_resolution_error|untrusted_authority|invalid_instance/)
    })
  } else {
    await check('login.windows.net is the same authority by another name', async () => {
      const result = await tokenAt({ authority: `https://login.windows.net/${setting.tenantId}` })
      await isTokenOfApplication(result?.accessToken, '1')
    })
    await check('a host that is no authority is refused', async () => {
      const error = await failureOf(() => tokenAt({ authority: `https://login.example.com/${setting.tenantId}` }))
      equal(error instanceof Error, true)
    })
  }
}
