import { existsSync } from 'node:fs'
import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { v4 } from 'uuid'
import { type Random, randomToken, systemRandom } from '../../../kernel/random.ts'
import { graphAppId } from '../../../microsoft/index.ts'
import { registrationPlans } from './manifests.ts'
import { RegistrationsFile } from './registrations.ts'

/** Registrations for the bundled simulated cloud, which reads the same file: random ids and secrets, good for nothing else. */
export function simulatedRegistrations(redirectUri: string, random: Random = systemRandom): RegistrationsFile {
  const registered = registrationPlans(redirectUri).map((plan) => ({ plan, appId: v4({ random: random.bytes(16) }) }))
  return {
    publisher: 'Atrium',
    packs: Object.fromEntries(registered.map(({ plan, appId }) => [plan.use, appId])),
    applications: registered.map(({ plan, appId }) => ({
      appId,
      displayName: plan.title,
      signInAudience: 'AzureADMultipleOrgs',
      secret: randomToken(random),
      redirectUris: [redirectUri],
      requiredResourceAccess: [
        { resourceAppId: graphAppId, roles: plan.applicationPermissions, scopes: plan.delegatedPermissions },
      ],
    })),
  }
}

/**
 * Makes sure that the file has them, with this redirect address among theirs: another port is another address. Writes
 * whole or not at all, readable by this account only.
 */
export async function writeSimulatedRegistrations(
  path: string,
  redirectUri: string,
  random: Random = systemRandom,
): Promise<void> {
  const before = existsSync(path) ? RegistrationsFile.parse(JSON.parse(await readFile(path, 'utf8'))) : undefined
  if (before?.applications.every(({ redirectUris }) => redirectUris.includes(redirectUri))) return
  const file = before ? withRedirect(before, redirectUri) : simulatedRegistrations(redirectUri, random)
  const draft = `${path}.new`
  await writeFile(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  await chmod(draft, 0o600)
  await rename(draft, path)
}

const withRedirect = (file: RegistrationsFile, redirectUri: string): RegistrationsFile => ({
  ...file,
  applications: file.applications.map((application) => ({
    ...application,
    redirectUris: [...new Set([...application.redirectUris, redirectUri])],
  })),
})
