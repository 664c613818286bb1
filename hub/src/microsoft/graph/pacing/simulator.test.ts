import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { systemPorts } from '../../ports.ts'
import { type Processes, processesOverOneDatabase } from '../../testing/processes.ts'
import { simulatedCloud } from '../../testing/simulated-cloud.ts'
import { graphClient } from '../client.ts'
import { usageMeter } from '../meter.ts'

let cloud: Awaited<ReturnType<typeof simulatedCloud>>
let processes: Processes
beforeAll(async () => {
  cloud = await simulatedCloud(600)
  processes = await processesOverOneDatabase()
})
afterAll(async () => {
  await cloud.close()
  await processes.close()
})
beforeEach(() => cloud.control('drain-throttle', {}))
afterEach(() => processes.clear())

/** A process that reads, in real time and against limits that are enforced. */
function reader() {
  const registry = processes.start(systemPorts)
  registry.sized(cloud.tenantId, 600)
  const meter = usageMeter()
  const graph = graphClient({
    ...cloud.connection,
    ports: systemPorts,
    pacers: registry.of(cloud.registration.clientId, cloud.tenantId),
    meter,
  })
  return { graph, meter }
}

/** 3 resource units: learn.microsoft.com/graph/throttling-limits. */
const licences = { path: '/subscribedSkus', schema: z.object({ value: z.array(z.unknown()) }), resource: 'licences' }

const lanes = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work))

/** What it came to, printed: requests, units per second, and how many were refused. */
async function figuresOf(
  what: string,
  readers: ReturnType<typeof reader>[],
  work: () => Promise<unknown>,
): Promise<void> {
  const started = performance.now()
  const before = processes.writes
  await work()
  const seconds = (performance.now() - started) / 1_000
  const total = (count: (one: ReturnType<typeof reader>) => number) => readers.reduce((sum, one) => sum + count(one), 0)
  const units = total(({ meter }) => meter.total().resourceUnits)
  const requests = total(({ meter }) => meter.total().requests)
  const refused = total(({ meter }) => meter.total().retries)
  const transactions = processes.writes - before
  console.info(
    `${what}: ${requests} requests, ${Math.round(units / seconds)} of 800 units/s, ${refused} refused, ${transactions} transactions`,
  )
}

// Measured on two cores beside several other test runs: no 429 at all. A machine that stands still for long enough can make one happen; a
// pacing that does not work is refused hundreds of times.

test('from a drained account an import is refused next to nothing', async () => {
  const one = reader()
  await figuresOf('one process', [one], () =>
    lanes(32, async () => {
      for (let count = 0; count < 25; count++) await one.graph.get(licences)
    }),
  )
  expect(one.meter.total().retries).toBeLessThanOrEqual(2)
})

test('nor are two processes that import at the same time', async () => {
  const readers = [reader(), reader()]
  await figuresOf('two processes', readers, () =>
    Promise.all(
      readers.map(({ graph }) =>
        lanes(16, async () => {
          for (let count = 0; count < 25; count++) await graph.get(licences)
        }),
      ),
    ),
  )
  for (const { meter } of readers) expect(meter.total().retries).toBeLessThanOrEqual(2)
})

test('nor is an import in batches, of which each request is counted by itself', async () => {
  const one = reader()
  const items = Array.from({ length: 20 }, (_, index) => ({ id: String(index + 1), path: licences.path }))
  await figuresOf('batches', [one], async () => {
    await one.graph.get(licences)
    await lanes(6, async () => {
      for (let count = 0; count < 8; count++) await one.graph.batch(items, { resource: 'licences' })
    })
  })
  expect(one.meter.total().retries).toBeLessThanOrEqual(20)
})
