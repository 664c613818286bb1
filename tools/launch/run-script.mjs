// Runs a script of the project under Node 24: the one that npm installed with the project, or the reader's own.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'

/** TypeScript without a build step and the libraries ask for this; see docs/decisions/0002-node-comes-along.md. */
const LEAST_MAJOR = 24

/**
 * The program to run scripts with, or undefined when neither a bundled Node nor a recent enough own one is there.
 * @param {string} root
 */
export function suitableNode(root) {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const bundled = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', file)
  if (existsSync(bundled)) return bundled
  return Number.parseInt(process.versions.node, 10) >= LEAST_MAJOR ? process.execPath : undefined
}

/** How often to look whether npm is still there; nothing tells a process that its parent died. */
const LOOK_EVERY_MS = 250

/**
 * Runs the script and ends this process as the script ended; signals are passed on.
 * @param {string} root
 * @param {string} script path under root
 * @param {string[]} args
 * @param {{ tied?: boolean }} [how] tied: the script gets a channel to this process, which breaks when this one is killed
 */
export async function runScript(root, script, args, { tied = false } = {}) {
  const node = suitableNode(root)
  if (node === undefined) {
    process.stderr.write(
      `Atrium needs Node ${LEAST_MAJOR}. This is Node ${process.versions.node}, and none comes along for ${process.platform}-${process.arch}.\n` +
        `Install Node ${LEAST_MAJOR} or newer from https://nodejs.org and run the same command again.\n`,
    )
    process.exit(1)
  }
  const child = spawn(node, [join(root, script), ...args], {
    stdio: tied ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
  })
  // The script decides when a signal ends it; this process only waits for it.
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  // A terminal sends Ctrl-C to both processes by itself; sent to this one alone it has to be passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  endWithNpm(child)
  child.once('error', (error) => {
    process.stderr.write(
      `The Node that comes along does not run on this system (${error.message}); on Linux it needs glibc.\n` +
        `Install Node ${LEAST_MAJOR} or newer from https://nodejs.org and run the same command with it.\n`,
    )
    process.exit(1)
  })
  child.once('exit', (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]))
}

/**
 * A SIGTERM or SIGKILL that ends npm never reaches the command that npm runs, through a shell. So the script is asked to end
 * when npm or that shell is gone. Outside npm the parent is a shell of the reader's, which may be left.
 * @param {import('node:child_process').ChildProcess} child
 */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return
  const above = ancestors()
  setInterval(() => {
    if (ancestors() !== above) child.kill('SIGTERM')
  }, LOOK_EVERY_MS).unref()
}

/** The process ids of parent and, on Linux, grandparent; proc_pid_stat(5) names the parent in the second field after the name. */
function ancestors() {
  const parent = process.ppid
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8')
    return `${parent} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return `${parent}`
  }
}
