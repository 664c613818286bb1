import type { IncomingMessage } from 'node:http'
import type { Door } from '../http/doors.ts'
import type { RequestLog } from './log.ts'
import type { RequestRecord } from './record.ts'

/** A door whose answered requests stand in the log. Forms of sign-ins carry secrets: their content is left out. */
export function recording(door: Door, log: RequestLog, service: RequestRecord['service'], now: () => number): Door {
  return async (request, response, url) => {
    const started = performance.now()
    const done = () =>
      log.append({
        ...seen(request, url),
        service,
        at: now(),
        status: response.statusCode,
        milliseconds: performance.now() - started,
      })
    const served = await door(request, response, url)
    if (!served) return false
    if (response.writableFinished || response.destroyed) done()
    else response.once('close', done)
    return true
  }
}

function seen(request: IncomingMessage, url: URL) {
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: '',
    appId: url.searchParams.get('client_id') ?? undefined,
    tenantId: undefined,
    userObjectId: undefined,
    permission: undefined,
    body: undefined,
    batched: false,
    fault: undefined,
    units: 0,
  }
}
