import { equal, match, ok } from 'node:assert/strict'
import { check, failureOf } from '../check.ts'
import { enterDeviceCode } from '../sign-in-pages.ts'
import { isTokenOfAdministrator } from '../tokens.ts'
import { setting, withoutCredentials } from './configuration.ts'

const scopes = ['User.Read']
const { administrator } = setting
const { userPrincipalName: username, password } = administrator

/** A command-line tool or device, which has no credential of its own. */
export async function publicClient(): Promise<void> {
  await check('device code, entered while the client waits', async () => {
    const client = withoutCredentials()
    const result = await client.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ verificationUri, userCode, message }) => {
        ok(message.includes(userCode) && message.includes(verificationUri), message)
        enterDeviceCode(verificationUri, userCode, administrator).catch((error) => {
          process.stderr.write(`${error.stack}\n`)
        })
      },
    })
    equal(result?.account?.username, username)
    await isTokenOfAdministrator(result?.accessToken)
    const [account] = await client.getAllAccounts()
    equal(account?.username, username)
  })

  await check('user name and password', async () => {
    const client = withoutCredentials()
    const result = await client.acquireTokenByUsernamePassword({ scopes, username, password })
    await isTokenOfAdministrator(result?.accessToken)
    if (!result?.account) throw new Error('There is no account')
    const renewed = await client.acquireTokenSilent({ scopes, account: result.account, forceRefresh: true })
    await isTokenOfAdministrator(renewed.accessToken)
  })

  await check('a wrong password is AADSTS50126', async () => {
    const attempt = () => withoutCredentials().acquireTokenByUsernamePassword({ scopes, username, password: 'wrong' })
    match(String(await failureOf(attempt)), /AADSTS50126/)
  })
}
