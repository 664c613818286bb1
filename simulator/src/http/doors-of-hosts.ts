import type { Door, Doors } from './doors.ts'

export interface CloudDoors {
  readonly identity: Door
  /** Graph beside other things on one host. */
  readonly graph: Door
  /** Graph on a host of its own. */
  readonly wholeGraph: Door
  /** The webhooks of Workflows. */
  readonly workflows: readonly Door[]
  /** The Bot Connector. */
  readonly bots: readonly Door[]
  /** What steers the simulator: open under its own names alone, never under a public host's. */
  readonly steering: readonly Door[]
}

const USERINFO = /^\/oidc\/userinfo\/*$/i

/** Which door stands behind which host; a new workload adds its doors here, and under the simulator's own names. */
export function doorsOf({ identity, graph, wholeGraph, workflows, bots, steering }: CloudDoors): Doors {
  const isUserinfo = ({ pathname }: URL) => USERINFO.test(pathname)
  const userinfo: Door = async (request, response, url) => isUserinfo(url) && identity(request, response, url)
  const signIn: Door = async (request, response, url) => !isUserinfo(url) && identity(request, response, url)
  return {
    own: [...steering, graph, ...workflows, ...bots, identity],
    identity: [signIn],
    graph: [userinfo, wholeGraph],
    sharepoint: [],
    workflows,
    bots,
  }
}
