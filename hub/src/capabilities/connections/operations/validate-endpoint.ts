import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { ConnectionId } from '../model.ts'

const EndpointValidation = z.object({ validationToken: z.string() }).meta({ id: 'EndpointValidation' })

/**
 * Microsoft asks, before it makes a subscription, whether the address wants its notifications, and wants its token back:
 * learn.microsoft.com/graph/change-notifications-delivery-webhooks, "notificationUrl validation". The subscription is
 * Microsoft's to make, and what it then sends is verified by its client state; so nothing is asked of the database here.
 * Microsoft asks by POST; a question that changes nothing is a query nevertheless, and the door stands between.
 */
export const validateEndpoint = operation({
  name: 'connections.validate-endpoint',
  summary: 'Show Microsoft that notifications are wanted here',
  kind: 'query',
  route: 'GET /v1/inbound/microsoft-graph/{connectionId}',
  access: 'public',
  verifier: 'none is needed: who brings a token gets the same token back as plain text, and nothing else',
  input: z.object({ connectionId: ConnectionId, validationToken: z.string().min(1).max(4_000) }),
  output: EndpointValidation,
  errors: [],
  run: async (_, { validationToken }) => ({ validationToken }),
})
