import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadInput } from '../../world/input.ts'
import { type Authority, createAuthority } from './certificate.ts'
import type { Permitted } from './name-constraints.ts'

/** Years after which another authority is made; each lives for twice as long, so that nobody meets an expired one. */
const YEARS = 5
const PRIVATE = /^authority-[0-9a-f]{12}\.pem$/

export interface KeptAuthority {
  readonly authority: Authority
  /** The file of certificates that clients are to trust. */
  readonly file: string
}

/**
 * The authority kept in a folder for these permitted names; made when there is none. An authority is one file, put there
 * whole or not at all and never changed, so that simulators that start at the same moment come out with the same one.
 * Simulators of another version, which permit other names, have a file of their own; clients trust all of them by the one
 * `ca.pem`, whose name stays.
 */
export async function keptAuthority(folder: string, permitted: Permitted, now: number): Promise<KeptAuthority> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const period = Math.floor(new Date(now).getUTCFullYear() / YEARS)
  const identity = createHash('sha256').update(JSON.stringify({ permitted, period }))
  const name = `authority-${identity.digest('hex').slice(0, 12)}.pem`
  const path = join(folder, name)
  const authority = (await readAuthority(path, now)) ?? (await first(path, await createAuthority(now, permitted), now))
  return { authority, file: await publish(folder, name, now) }
}

/** Keeps `authority`, unless somebody else was first; answers the one that is kept. */
async function first(path: string, authority: Authority, now: number): Promise<Authority> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, authority.key + authority.cert, { mode: 0o600 })
    await link(draft, path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
  const kept = await readAuthority(path, now)
  if (!kept) throw new BadInput(`${path} was removed while the simulator started; start it again`)
  return kept
}

async function readAuthority(path: string, now: number): Promise<Authority | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const key = /-----BEGIN PRIVATE KEY-----.+?-----END PRIVATE KEY-----\n/s.exec(text)?.[0]
  const cert = certificateIn(text)
  if (!key || !cert)
    throw new BadInput(`${path} is no certificate authority of the simulator: remove it and start again`)
  if (!isValid(cert, now))
    throw new BadInput(`The certificate in ${path} is not valid today: remove it and start again`)
  return { key, cert }
}

/** Writes `ca.pem`, this authority first. Looks again afterwards, for one that came meanwhile. */
async function publish(folder: string, own: string, now: number): Promise<string> {
  const file = join(folder, 'ca.pem')
  for (let written = ''; ; ) {
    const names = (await readdir(folder)).filter((name) => PRIVATE.test(name) && name !== own).sort()
    const texts = await Promise.all([own, ...names].map((name) => readFile(join(folder, name), 'utf8')))
    const valid = texts.map(certificateIn).filter((cert) => cert !== undefined && isValid(cert, now))
    const bundle = valid.join('')
    if (bundle === written) return file
    if (bundle !== (await readFile(file, 'utf8').catch(() => ''))) {
      const draft = `${file}.${randomUUID()}`
      await writeFile(draft, bundle, { mode: 0o644 })
      await rename(draft, file)
    }
    written = bundle
  }
}

const certificateIn = (text: string): string | undefined =>
  /-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----\n/s.exec(text)?.[0]

function isValid(cert: string, now: number): boolean {
  const { validFromDate, validToDate } = new X509Certificate(cert)
  return validFromDate.getTime() <= now && now < validToDate.getTime()
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)
