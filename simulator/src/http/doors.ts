import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { destinationOf, type OwnNames, originForm } from './destination.ts'
import { sendJson } from './exchange.ts'
import type { Purpose } from './hosts.ts'
import type { OtherHostsDoor } from './other-hosts.ts'

/** Answers a request when it is meant for this door, and says whether it did. `url` is as the caller addressed it. */
export type Door = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>

/** The doors behind each kind of host, and behind the simulator's own names; asked in order. */
export type Doors = { readonly [purpose in Purpose | 'own']: readonly Door[] }

/** Takes every request to the doors of the host that it is for. */
export function doorkeeper(doors: Doors, own: OwnNames, others: OtherHostsDoor): RequestListener {
  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const to = destinationOf(arrivalOf(request), own)
    if (to.kind === 'refused') return sendJson(response, to.status, { error: to.sentence })
    if (to.kind === 'elsewhere') return others.request(request, response, to.url)
    request.url = originForm(request.url ?? '/')
    const purpose = to.kind === 'own' ? to.kind : to.host.purpose
    for (const door of doors[purpose]) if (await door(request, response, to.url)) return
    sendJson(response, ...unserved(purpose, to.url))
  }

  return (request, response) => {
    admit(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: `Defect of the simulator: ${String(error)}` })
    })
  }
}

function unserved(purpose: keyof Doors, { pathname, host }: URL): [status: number, body: { error: string }] {
  if (purpose === 'own')
    return [404, { error: `Nothing is served at ${pathname}: try /v1.0, /{tenant}/oauth2/v2.0/token or /_control` }]
  if (purpose === 'identity') return [404, { error: `Nothing is served at ${pathname} of ${host}` }]
  return [501, { error: `${pathname} of ${host} is not simulated` }]
}

function arrivalOf(request: IncomingMessage) {
  const forwarded = request.headers['x-forwarded-proto']
  return {
    target: request.url ?? '/',
    host: request.headers.host,
    forwardedProto: Array.isArray(forwarded) ? forwarded[0] : forwarded,
    encrypted: 'encrypted' in request.socket,
    localAddress: request.socket.localAddress,
  }
}
