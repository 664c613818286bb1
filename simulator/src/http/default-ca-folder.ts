import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where state of programs belongs (XDG Base Directory Specification): the same authority for every start without a folder. */
export function defaultCaFolder(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'simulated-microsoft')
}
