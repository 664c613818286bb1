import { deepEqual, equal, match } from 'node:assert/strict'
import { check } from '../check.ts'
import { m365, m365Failure, setting } from './m365.ts'

const { appId, displayName, secret, certificate } = setting.confidential
const application = ['--appId', appId, '--tenant', setting.tenantId]

/** Signs in by secret and by certificate; stays signed in by certificate, which alone serves SharePoint. */
export async function login(): Promise<void> {
  await check('login with a wrong secret: AADSTS7000215', async () => {
    match(await m365Failure('login', '--authType', 'secret', '--secret', 'wrong', ...application), /AADSTS7000215/)
  })
  await check('login by secret', async () => {
    const details = await m365('login', '--authType', 'secret', '--secret', secret, ...application)
    equal(details.authType, 'secret')
    equal(details.appTenant, setting.tenantId)
  })
  await check('status of the login by secret', () => isConnected('secret'))
  await check('logout', async () => {
    await m365('logout')
    equal(await m365('status'), 'Logged out')
  })
  await check('login by certificate', async () => {
    const file = certificate.file
    const details = await m365('login', '--authType', 'certificate', '--certificateFile', file, ...application)
    equal(details.authType, 'certificate')
  })
  await check('status of the login by certificate', () => isConnected('certificate'))
}

/** Ends the login. */
export async function logout(): Promise<void> {
  await check('logout at the end', async () => {
    await m365('logout')
    equal(await m365('status'), 'Logged out')
    match(await m365Failure('entra', 'user', 'list'), /Log in to Microsoft 365 first/)
  })
}

/** The command takes the name from the token: the application's own, since nobody is signed in. */
async function isConnected(authType: string): Promise<void> {
  const { connectedAs, appId: as, appTenant, cloudType, ...details } = await m365('status')
  deepEqual(
    { connectedAs, appId: as, appTenant, cloudType, authType: details.authType },
    { connectedAs: displayName, appId, appTenant: setting.tenantId, cloudType: 'Public', authType },
  )
}
