import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { decide } from '../decide.ts'
import { TenancyRequest } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { tenancyRequestRef } from '../subject.ts'

export const agreeTenancyRequest = (_: ConnectionParts) =>
  operation({
    name: 'connections.agree-tenancy-request',
    summary: 'Let another organisation connect to this organisation’s tenancy too',
    kind: 'command',
    effect: 'irreversible',
    route: 'POST /v1/tenancy-requests/{tenancyRequestId}/agree',
    scope: 'connections:write',
    input: z.object({ tenancyRequestId: Uuid }),
    output: TenancyRequest,
    errors: ['not_found', 'conflict'],
    subject: ({ tenancyRequestId }) => tenancyRequestRef(tenancyRequestId),
    audit: (_input, { organisationName, administrator }) => ({ organisationName, administrator }),
    run: (context, { tenancyRequestId }) => decide(context, tenancyRequestId, 'agreed'),
  })
