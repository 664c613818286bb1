import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { Done, Uuid } from '../../../operation/schemas.ts'
import { ConnectionId } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { connectionRef } from '../subject.ts'
import { notificationEvents, receive } from '../subscriptions/receive.ts'
import type { Strangers } from '../subscriptions/strangers.ts'

const NotificationEvent = z.enum(notificationEvents).meta({ id: 'NotificationEvent' })

/** One notification of Microsoft's; the answer is the same whatever it was. */
export const receiveNotification = (parts: ConnectionParts, strangers: Strangers) =>
  operation({
    name: 'connections.receive-notification',
    summary: 'Hear from Microsoft that something changed, or what becomes of a subscription',
    kind: 'command',
    effect: 'none',
    route: 'POST /v1/inbound/microsoft-graph/{connectionId}',
    access: 'public',
    verifier: 'the client state of the subscription: 256 random bits that only Microsoft was told, kept as a hash',
    input: z.object({
      connectionId: ConnectionId,
      subscriptionId: Uuid,
      clientState: z.string().max(128),
      event: NotificationEvent,
    }),
    output: Done,
    errors: [],
    subject: ({ connectionId }) => connectionRef(connectionId),
    audit: () => undefined,
    async run(context, notification) {
      await receive(parts, strangers, context, notification)
      return { done: true as const }
    },
  })
