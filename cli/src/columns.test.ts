import { expect, test } from 'vitest'
import { readContract } from './contract.ts'
import { sheet } from './sheet.ts'

const cost = { requests: 4, units: 1, seconds: 1.5 }

test('a plan is a sheet: the sum, each resource with its way, cost and reason in a line, and what is left', async () => {
  const { operations, schemas } = await readContract()
  const answer = operations.find(({ name }) => name === 'sync.plan')?.answer ?? {}
  const plan = {
    latencyMs: 52,
    unitsPerSecond: 250,
    expected: { requests: 12, units: 14, seconds: 3 },
    resources: [
      {
        resource: 'users',
        mode: 'full',
        strategy: 'chain',
        reasons: ['first_reading'],
        explanation: 'everything, page after page',
        objects: 2_500,
        expected: cost,
      },
    ],
    left: [{ resource: 'licences', dueAt: '2026-11-21T10:00:00Z' }],
  }
  const text = sheet(plan, answer, schemas)
  expect(text).toMatch(/^ {2}requests {2}12$/m)
  expect(text).toMatch(/^ {2}RESOURCE {2}STRATEGY {2}OBJECTS {2}EXPECTED +EXPLANATION$/m)
  expect(text).toMatch(/^ {2}users +chain +2500 +4 requests, 1 unit, 1.5 seconds {2}everything, page after page$/m)
  expect(text).toMatch(/^ {2}licences +2026-11-21T10:00:00Z$/m)
})

test('a run shows beside what each resource did cost what the plan expected', async () => {
  const { operations, schemas } = await readContract()
  const answer = operations.find(({ name }) => name === 'sync-runs.show')?.answer ?? {}
  const resource = { resource: 'users', status: 'read', strategy: 'chain', objectsRead: 10, requests: 6 }
  const resources = [{ ...resource, resourceUnits: 7, seconds: 2, planned: cost, explanation: null }]
  expect(sheet({ resources }, answer, schemas)).toMatch(
    /^ {2}users +read +chain +10 +6 +7 +2 +4 requests, 1 unit, 1.5 seconds$/m,
  )
})
