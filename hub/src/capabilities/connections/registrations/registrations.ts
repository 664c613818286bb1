import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { AppRegistration } from '../../../microsoft/index.ts'
import { packNames } from '../pack-names.ts'
import type { PackName } from '../packs.ts'

/** What a registration of the installation is for: signing in the person who connects, or one permission pack. */
export type RegistrationUse = PackName | 'sign-in'

export const registrationUses = ['sign-in', ...packNames] as const satisfies readonly RegistrationUse[]

/** One application as the file named by ATRIUM_REGISTRATIONS has it. Its credential is a secret, or a certificate with its key. */
const Application = z.object({
  appId: z.guid().toLowerCase(),
  displayName: z.string().min(1),
  signInAudience: z.literal('AzureADMultipleOrgs'),
  secret: z.string().min(1).optional(),
  certificateFile: z.string().optional(),
  privateKeyFile: z.string().optional(),
  redirectUris: z.array(z.url()),
  requiredResourceAccess: z.array(
    z.object({ resourceAppId: z.guid(), roles: z.array(z.string()), scopes: z.array(z.string()) }),
  ),
})

/** The simulated cloud reads the same file, for its `publisher` and `applications`; `packs` says which application is for what. */
export const RegistrationsFile = z.object({
  publisher: z.string().min(1),
  packs: z.partialRecord(z.enum(registrationUses), z.guid().toLowerCase()),
  applications: z.array(Application),
})
export type RegistrationsFile = z.infer<typeof RegistrationsFile>

/** The installation's registrations at Microsoft, as it holds them in memory. */
export interface Registrations {
  /** for what is begun now */
  for(use: RegistrationUse): AppRegistration | undefined
  /** for a grant that was given to this application earlier */
  byClientId(clientId: string): AppRegistration | undefined
}

export const noRegistrations: Registrations = { for: () => undefined, byClientId: () => undefined }

/** The file cannot be used; the message says what to put right, and repeats nothing of its content. */
export class RegistrationsUnusable extends Error {
  override readonly name = 'RegistrationsUnusable'
}

/** @throws RegistrationsUnusable */
export async function loadRegistrations(path: string): Promise<Registrations> {
  const text = await readText(path, 'the registrations')
  const parsed = RegistrationsFile.safeParse(json(path, text))
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
    throw new RegistrationsUnusable(
      `${path} is not as expected (${where}). Print the form with: npm run -s hub -- registrations`,
    )
  }
  const { packs, applications } = parsed.data
  const known = new Map<RegistrationUse, AppRegistration>()
  for (const use of registrationUses) {
    const appId = packs[use]
    if (appId === undefined) continue
    const application = applications.find((one) => one.appId === appId)
    if (!application)
      throw new RegistrationsUnusable(
        `${path}: packs names an application for ${use} that is not in applications. Add it.`,
      )
    known.set(use, await registrationOf(path, use, application))
  }
  return {
    for: (use) => known.get(use),
    byClientId: (clientId) => [...known.values()].find((registration) => registration.clientId === clientId),
  }
}

async function registrationOf(
  path: string,
  use: RegistrationUse,
  application: z.infer<typeof Application>,
): Promise<AppRegistration> {
  const { appId: clientId, secret, certificateFile, privateKeyFile } = application
  if (secret !== undefined) return { clientId, credential: { kind: 'secret', secret } }
  if (certificateFile === undefined || privateKeyFile === undefined)
    throw new RegistrationsUnusable(
      `${path}: the application for ${use} has neither secret nor certificateFile with privateKeyFile. Add one of them.`,
    )
  const certificate = await readText(certificateFile, `the certificate for ${use}`)
  const privateKey = await readText(privateKeyFile, `the private key for ${use}`)
  return { clientId, credential: { kind: 'certificate', certificate, privateKey } }
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new RegistrationsUnusable(`${path} (${what}) cannot be read. Check that it exists and who may read it.`, {
      cause,
    })
  }
}

function json(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new RegistrationsUnusable(`${path} is not JSON. Print the form with: npm run -s hub -- registrations`)
  }
}
