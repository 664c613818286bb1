import { ExchangeRefusal } from '../../../world/exchange/refusal.ts'
import type { GraphContext } from '../../call.ts'

/** Refuses a change of what has changed since the caller read it: `If-Match` with another etag. */
export function checkMatch({ call }: GraphContext, current: string): void {
  const wanted = call.headers['if-match']
  if (wanted === undefined || wanted === '*' || wanted === current) return
  throw new ExchangeRefusal(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  )
}
