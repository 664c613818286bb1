import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { decide } from '../decide.ts'
import { TenancyRequest } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { tenancyRequestRef } from '../subject.ts'

export const refuseTenancyRequest = (_: ConnectionParts) =>
  operation({
    name: 'connections.refuse-tenancy-request',
    summary: 'Refuse another organisation’s request for this organisation’s tenancy',
    kind: 'command',
    effect: 'reversible',
    route: 'POST /v1/tenancy-requests/{tenancyRequestId}/refuse',
    scope: 'connections:write',
    input: z.object({ tenancyRequestId: Uuid }),
    output: TenancyRequest,
    errors: ['not_found', 'conflict'],
    subject: ({ tenancyRequestId }) => tenancyRequestRef(tenancyRequestId),
    audit: (_input, { organisationName, administrator }) => ({ organisationName, administrator }),
    run: (context, { tenancyRequestId }) => decide(context, tenancyRequestId, 'refused'),
  })
