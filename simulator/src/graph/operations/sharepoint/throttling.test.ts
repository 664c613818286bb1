import { expect, test } from 'vitest'
import { errorOf, startTestCloud } from '../../../testing/cloud.ts'

test('an application has 1,200 units a minute, of which permissions cost 5 and single objects 1', async () => {
  const cloud = await startTestCloud({ roles: ['Sites.FullControl.All'], unthrottled: false, monotonic: () => 0 })
  const statuses = async (path: string, times: number) => {
    const seen = new Set<number>()
    for (let i = 0; i < times; i++) seen.add((await cloud.graph(path)).status)
    return [...seen]
  }
  expect(await statuses('/sites/root/permissions', 239)).toEqual([200])
  expect(await statuses('/sites/root', 5)).toEqual([200])
  const refused = await cloud.graph('/sites/root')
  await cloud.close()
  expect([refused.status, errorOf(refused).code]).toEqual([429, 'activityLimitReached'])
  expect(refused.body.error).toMatchObject({ innerError: { code: 'throttledRequest' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})
