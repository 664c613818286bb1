import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { graphPermissionName } from '../../../microsoft/index.ts'
import { selfSigned } from '../../../microsoft/testing/self-signed.ts'
import { permissionsOf } from '../packs.ts'
import { manifestText, registrationPlans } from './manifests.ts'
import { loadRegistrations, RegistrationsFile, RegistrationsUnusable, registrationUses } from './registrations.ts'
import { simulatedRegistrations, writeSimulatedRegistrations } from './simulated.ts'

const redirectUri = 'https://atrium.example.org/connect/callback'
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-registrations-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const written = async (content: unknown): Promise<string> => {
  const file = join(folder, 'registrations.json')
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('the plans ask for one application a pack and one for signing in, with exactly the packs’ permissions', () => {
  const plans = registrationPlans(redirectUri)
  expect(plans.map(({ use }) => use)).toEqual(registrationUses)
  const base = plans.find(({ use }) => use === 'directory-read')
  const asked = base?.manifest.requiredResourceAccess[0]?.resourceAccess ?? []
  expect(asked.map(({ id }) => graphPermissionName(id))).toEqual(permissionsOf('directory-read'))
  expect(plans.every(({ manifest }) => manifest.web.redirectUris[0] === redirectUri)).toBe(true)
  expect(manifestText(redirectUri)).toContain('POST https://graph.microsoft.com/v1.0/applications')
})

test('what is written for the simulated cloud is read back, and only this account may read it', async () => {
  const file = join(folder, 'simulated.json')
  await writeSimulatedRegistrations(file, redirectUri)
  expect((await stat(file)).mode & 0o077).toBe(0)
  const registrations = await loadRegistrations(file)
  const { packs } = RegistrationsFile.parse(JSON.parse(await readFile(file, 'utf8')))
  for (const use of registrationUses) {
    const registration = registrations.for(use)
    expect(registration?.clientId).toBe(packs[use])
    expect(registrations.byClientId(registration?.clientId ?? '')).toBe(registration)
  }
})

test('a certificate and its key come from files of their own', async () => {
  const { certificate, privateKey } = selfSigned()
  const [certificateFile, privateKeyFile] = [join(folder, 'c.pem'), join(folder, 'k.pem')]
  await writeFile(certificateFile, certificate)
  await writeFile(privateKeyFile, privateKey)
  const { secret: _, ...application } = simulatedRegistrations(redirectUri).applications[0] ?? { secret: '' }
  const content = {
    publisher: 'Example',
    packs: { 'sign-in': 'appId' in application ? application.appId : '' },
    applications: [{ ...application, certificateFile, privateKeyFile }],
  }
  const registrations = await loadRegistrations(await written(content))
  expect(registrations.for('sign-in')?.credential).toEqual({ kind: 'certificate', certificate, privateKey })
  expect(registrations.for('directory-read')).toBeUndefined()
})

test.each([
  ['no JSON', '{'],
  ['another shape', { publisher: 'x', packs: {}, applications: [{ secret: 'do-not-repeat-me' }] }],
  [
    'a pack without its application',
    { publisher: 'x', packs: { teams: '99999999-0000-4000-8000-000000000001' }, applications: [] },
  ],
])('%s is refused with the next step, repeating nothing of it', async (_, content) => {
  const loading = loadRegistrations(await written(content))
  await expect(loading).rejects.toThrow(RegistrationsUnusable)
  await expect(loading).rejects.not.toThrow(/do-not-repeat-me/)
})

test('a file that is not there is refused', async () => {
  await expect(loadRegistrations(join(folder, 'nowhere.json'))).rejects.toThrow(/cannot be read/)
})
