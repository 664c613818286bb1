import { z } from 'zod'
import { freePort } from '../../../../testing/index.ts'
import { graphInbound } from '../../../doors/inbound/index.ts'
import { createRestDoor } from '../../../doors/rest/index.ts'
import { seconds } from '../../../kernel/time.ts'
import { Connection } from '../model.ts'
import { connect, connected } from './consent.ts'
import { type Installation, installation, type Owner } from './installation.ts'

const Subscriptions = z.object({
  subscriptions: z.array(
    z.object({ id: z.string(), resource: z.string(), notificationUrl: z.string(), expirationDateTime: z.string() }),
  ),
})
export type AtMicrosoft = z.infer<typeof Subscriptions>['subscriptions'][number]

/** A connection of an organisation of its own in the small tenancy, whose first sync is over. */
export interface Subscriber {
  owner: Owner
  organisationId: string
  connectionId: string
  /** what the job of the queue does */
  lookAfter(): Promise<void>
  notifications(): Promise<Connection['notifications']>
  /** what there is at Microsoft for this connection now */
  atMicrosoft(): Promise<AtMicrosoft[]>
  row(resource?: 'users' | 'groups'): Promise<Record<string, unknown>>
}

/** The room of connections with an open door, which the simulated Microsoft cloud really calls. */
export interface InboundRoom extends Installation {
  url: string
  subscriber(): Promise<Subscriber>
  /** a person is hired in the small tenancy; resolves when whatever is told of it has been told */
  hire(): Promise<void>
  /** everything that is due has been told */
  told(): Promise<void>
  /** both clocks go on together */
  pass(milliseconds: number): Promise<void>
  /** calls the door as Microsoft does */
  post(connectionId: string, body: unknown): Promise<Response>
}

export async function inboundRoom(options: { address?: 'none' } = {}): Promise<InboundRoom> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const atrium = await installation({ inboundUrl: options.address === 'none' ? undefined : url })
  const { runtime, connections } = atrium
  const beside = [graphInbound({ runtime, ...connections.inbound })]
  const door = await createRestDoor({ runtime, operations: [], beside })
  await door.listen({ host: '127.0.0.1', port })
  const { tenantId } = atrium.tenancies.small
  const told = async () => atrium.simulator.notifications.idle()
  return {
    ...atrium,
    url,
    told,
    async subscriber() {
      await atrium.sql('delete from tenancy_binding')
      const owner = await atrium.newOrganisation()
      const { organisationId } = owner.principal
      const connectionId = connected(await connect(atrium, owner, atrium.tenancies.small))
      await connections.reader.note(organisationId, connectionId, { kind: 'read', resources: ['users', 'groups'] })
      return {
        owner,
        organisationId,
        connectionId,
        lookAfter: () => connections.subscriptions({ organisationId, connectionId }, new AbortController().signal),
        notifications: async () =>
          Connection.parse(await atrium.call(owner, 'connections.show', { connectionId })).notifications,
        async atMicrosoft() {
          const { subscriptions } = Subscriptions.parse(await atrium.control('subscriptions'))
          return subscriptions.filter(({ notificationUrl }) => notificationUrl.endsWith(connectionId))
        },
        async row(resource = 'users') {
          const [row] = await atrium.sql<Record<string, unknown>>(
            'select * from change_subscription where connection_id = $1 and resource = $2',
            [connectionId, resource],
          )
          return row ?? {}
        },
      }
    },
    async hire() {
      await atrium.control('hire', { tenantId })
      await told()
    },
    async pass(milliseconds) {
      atrium.clock.advance(milliseconds)
      await atrium.control('clock', { advanceSeconds: milliseconds / seconds(1) })
      await told()
    },
    post: (connectionId, body) =>
      fetch(`${url}/v1/inbound/microsoft-graph/${connectionId}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
      }),
    async close() {
      await door.close()
      await atrium.close()
    },
  }
}
