import { hostInUrl } from './http/client-setup.ts'
import { BadInput } from './world/input.ts'
import { isObject } from './world/model.ts'

/** The lines by which a POSIX shell takes over the client environment of the simulator that runs there. */
export async function environmentLines(host: string, port: number): Promise<string> {
  const url = `http://${hostInUrl(host)}:${port}`
  const response = await fetch(`${url}/_control/environment`).catch(() => undefined)
  const environment: unknown = response?.ok ? await response.json() : undefined
  if (!isObject(environment))
    throw new BadInput(`No simulator answers at ${url}: start it, or say where it is with --port and --host`)
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}='${String(value).replaceAll("'", "'\\''")}'\n`)
    .join('')
}
