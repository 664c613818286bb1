// Runs a script of the project under Node 24: the one that npm installed with the project, or the reader's own.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
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

/**
 * Runs the script and ends this process as the script ended; signals are passed on.
 * @param {string} root
 * @param {string} script path under root
 * @param {string[]} args
 */
export async function runScript(root, script, args) {
  const node = suitableNode(root)
  if (node === undefined) {
    process.stderr.write(
      `Atrium needs Node ${LEAST_MAJOR}. This is Node ${process.versions.node}, and none comes along for ${process.platform}-${process.arch}.\n` +
        `Install Node ${LEAST_MAJOR} or newer from https://nodejs.org and run the same command again.\n`,
    )
    process.exit(1)
  }
  const child = spawn(node, [join(root, script), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
  })
  // The script decides when a signal ends it; this process only waits for it.
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  // A terminal sends Ctrl-C to both processes by itself; sent to this one alone it has to be passed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  child.once('error', (error) => {
    process.stderr.write(
      `The Node that comes along does not run on this system (${error.message}); on Linux it needs glibc.\n` +
        `Install Node ${LEAST_MAJOR} or newer from https://nodejs.org and run the same command with it.\n`,
    )
    process.exit(1)
  })
  child.once('exit', (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]))
}
