import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of a package that is installed there. */
export function installedVersion(root: string, name: string): string {
  const read: unknown = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
  if (typeof read === 'object' && read !== null && 'version' in read && typeof read.version === 'string')
    return read.version
  throw new Error(`${name} has no version`)
}
