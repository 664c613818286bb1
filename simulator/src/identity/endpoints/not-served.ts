import { answerJson, type Exchange } from '../exchange.ts'
import type { Platform } from '../platform.ts'

/** A path of the real platform that the simulator does not serve. */
export function notServed(_: Platform, exchange: Exchange): void {
  answerJson(exchange, 501, {
    error: 'not_implemented',
    error_description: `The simulated identity platform does not serve ${exchange.url.pathname}. Its README lists what it serves.`,
    trace_id: exchange.trace.traceId,
    correlation_id: exchange.trace.correlationId,
  })
}
