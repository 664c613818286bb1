// Installs the packages when they are missing or not those of package-lock.json. Speaks on stderr only, so that a command's
// own output stays clean, and says nothing when nothing is to do.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Makes node_modules agree with package-lock.json; ends the process with a sentence when that fails.
 * @param {string} root the project's folder
 */
export async function ensureInstalled(root) {
  if (await isInstalled(root)) return
  process.stderr.write('Installing packages (once, about a minute) …\n')
  const { code, output } = await npmCi(root)
  if (code === 0 && (await isInstalled(root))) return
  process.stderr.write(`\n${output.trim().split('\n').slice(0, 12).join('\n')}\n\n${explain(output, root)}\n`)
  process.exit(1)
}

/**
 * Whether every package that package-lock.json asks for here lies in node_modules in that version, by npm's own record of
 * the last finished install. Modification times would not do: a checkout changes them, and an interrupted install too.
 * @param {string} root
 */
export async function isInstalled(root) {
  const [wanted, found] = await Promise.all([
    readPackages(join(root, 'package-lock.json')),
    readPackages(join(root, 'node_modules', '.package-lock.json')),
  ])
  if (wanted === undefined) throw new Error(`${root} has no readable package-lock.json; check out the project again.`)
  if (found === undefined) return false
  return Object.entries(wanted).every(([path, { version, optional, peer, link }]) => {
    if (!path.includes('node_modules/') || link) return true
    const present = found[path]
    return present === undefined ? Boolean(optional || peer) : present.version === version
  })
}

/**
 * @typedef {{ version?: string, optional?: boolean, peer?: boolean, link?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Promise<Record<string, LockedPackage> | undefined>} undefined when the file is missing or broken
 */
async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * @param {string} root
 * @returns {Promise<{ code: number | null, output: string }>}
 */
async function npmCi(root) {
  // npm names its own program when it started us; otherwise the one on PATH serves.
  const own = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined
  const command = own === undefined ? 'npm' : process.execPath
  // Includes are said outright: NODE_ENV=production or an omit setting of the user's would leave out the tools and Node itself.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn(command, own === undefined ? args : [own, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: own === undefined && process.platform === 'win32',
  })
  let seconds = 0
  const ticking = setInterval(() => {
    seconds += 15
    process.stderr.write(`  … still installing, ${seconds} s\n`)
  }, 15_000)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += `npm could not be run: ${error.message}`
      resolve(1)
    })
    child.once('close', resolve)
  })
  clearInterval(ticking)
  return { code, output }
}

/**
 * @param {string} output what npm printed
 * @param {string} root
 */
function explain(output, root) {
  if (/ENOSPC/.test(output))
    return `The disk that holds ${root} is full. Free about 1.5 GB and run the same command again.`
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `This user may not write to ${join(root, 'node_modules')}. Run as the owner of the folder, or clone the project anew.`
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|CERT/.test(output)) {
    return 'The package registry could not be reached. Check the network and the output of `npm config get registry` and `npm config get proxy`, then run the same command again.'
  }
  if (/npm could not be run/.test(output))
    return 'Install npm 10 or newer (it comes with Node) and run the same command again.'
  if (/EUSAGE/.test(output)) {
    return 'package-lock.json does not fit package.json. Run `npm install`, and commit both files if the change is yours.'
  }
  return 'The packages could not be installed. Run `npm ci` to see everything that npm says about it.'
}
