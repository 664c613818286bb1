import { deepEqual, equal, ok } from 'node:assert/strict'
import { BatchRequestContent, type BatchRequestStep, BatchResponseContent } from '@microsoft/microsoft-graph-client'
import { check } from '../check.ts'
import { truth, withFault } from '../control.ts'
import { client, idsOf, setting } from './client.ts'

const step = (id: string, path: string, dependsOn?: string[]): BatchRequestStep => ({
  id,
  request: new Request(`${setting.graph}${path}`, { method: 'GET' }),
  ...(dependsOn === undefined ? {} : { dependsOn }),
})

async function run(steps: BatchRequestStep[]): Promise<BatchResponseContent> {
  const content = await new BatchRequestContent(steps).getContent()
  return new BatchResponseContent(await client.api('/$batch').post(content))
}

async function idsIn(response: Response): Promise<string[]> {
  const { value } = JSON.parse(await response.text())
  return idsOf(value)
}

/** Several requests in one, built and taken apart by the library. */
export async function batches(): Promise<void> {
  const { users, groups } = await truth()

  await check('$batch answers each request by its id', async () => {
    const answers = await run([
      step('people', '/users?$top=999&$select=id'),
      step('groups', '/groups?$top=999&$select=id'),
    ])
    deepEqual(await idsIn(answers.getResponseById('people')), idsOf(users))
    deepEqual(await idsIn(answers.getResponseById('groups')), idsOf(groups))
  })

  await check('$batch with dependsOn: what depends on a failure is 424', async () => {
    const answers = await run([
      step('1', '/users/99999999-9999-4999-8999-999999999999'),
      step('2', '/users?$top=1', ['1']),
    ])
    equal(answers.getResponseById('1').status, 404)
    equal(answers.getResponseById('2').status, 424)
  })

  await check('$batch: one request is throttled, the other stands', async () => {
    const rule = 'when GET /groups, first 1 calls, then 429 with Retry-After 3'
    const answers = await withFault(rule, () => run([step('1', '/users?$top=1'), step('2', '/groups?$top=1')]))
    equal(answers.getResponseById('1').status, 200)
    const throttled = answers.getResponseById('2')
    equal(throttled.status, 429)
    ok(Number(throttled.headers.get('retry-after')) > 0)
  })
}
