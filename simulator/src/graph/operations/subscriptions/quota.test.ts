import { expect, test } from 'vitest'
import { exceededQuota, type SubscriptionCounts } from './quota.ts'

const NONE: SubscriptionCounts = { perAppAndTenant: 0, perTenant: 0, perApp: 0 }

test.each([
  ['perAppAndTenant', 100, /100 for an application in a tenant/],
  ['perTenant', 1_000, /1000 for all applications in a tenant/],
  ['perApp', 50_000, /50000 for an application in all tenants/],
] as const)('%s: the %i-th is the last', (quota, limit, sentence) => {
  expect(exceededQuota({ ...NONE, [quota]: limit - 1 })).toBeUndefined()
  expect(exceededQuota({ ...NONE, [quota]: limit })).toMatch(sentence)
})
