import { microsoftCloud } from '../cloud.ts'
import { type GraphClient, graphClient } from '../graph/client.ts'
import { type Meter, usageMeter } from '../graph/meter.ts'
import { type Pacers, unpaced } from '../graph/pacing/pacer.ts'
import type { GraphConnection } from '../graph/send.ts'
import { type FakePorts, fakePorts } from './fake-ports.ts'
import { type Received, type Reply, type StandIn, standIn } from './http-stand-in.ts'

export interface GraphStandIn extends StandIn {
  readonly client: GraphClient
  readonly ports: FakePorts
  readonly meter: Meter
  /** milliseconds that pacers were told to pause */
  readonly paused: number[]
}

/** A Graph that answers with these replies in turn (the last one for ever), or as a function says; and a client for it. */
export async function graphStandIn(
  answer: readonly Reply[] | ((request: Received, count: number) => Reply),
  more: Partial<GraphConnection> = {},
): Promise<GraphStandIn> {
  const inTurn = (_: Received, count: number): Reply =>
    typeof answer === 'function' ? {} : (answer[count - 1] ?? answer.at(-1) ?? {})
  const server = await standIn(typeof answer === 'function' ? answer : inTurn)
  const ports = fakePorts()
  const meter = usageMeter()
  const paused: number[] = []
  const pacers: Pacers = { ...unpaced, pause: (_, milliseconds) => void paused.push(milliseconds) }
  let token = 1
  const connection: GraphConnection = {
    cloud: microsoftCloud({ authority: server.origin, graph: server.origin }),
    ports,
    meter,
    pacers,
    urgency: 'bulk',
    tokens: { current: async () => `token-${token}`, rejected: () => void token++ },
    ...more,
  }
  return { ...server, client: graphClient(connection), ports, meter, paused }
}

/** Graph's error body: learn.microsoft.com/graph/errors. */
export const graphError = (status: number, code: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'request-id': 'r-1', ...headers },
  json: { error: { code, message: 'Something about ada@example.test', innerError: { 'request-id': 'r-1' } } },
})
