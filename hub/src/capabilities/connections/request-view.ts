import type { z } from 'zod'
import type { TenancyRequest } from './model.ts'
import type { RequestRow } from './sql/request-rows.ts'
import { iso } from './views.ts'

/** A request as either side sees it: who asks is told to the one that is asked, and who holds the tenancy is told to nobody. */
export function requestView(row: RequestRow, now: Date): z.input<typeof TenancyRequest> {
  const over = row.state === 'waiting' || row.state === 'agreed'
  return {
    tenancyRequestId: row.tenancy_request_id,
    direction: row.received ? 'received' : 'sent',
    organisationName: row.received ? row.organisation_name : null,
    administrator: row.administrator,
    tenancyName: row.tenancy_name,
    state: over && row.expires_at <= now ? 'expired' : row.state,
    askedAt: row.asked_at.toISOString(),
    decidedAt: iso(row.decided_at),
    expiresAt: row.expires_at.toISOString(),
  }
}
