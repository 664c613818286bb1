import { expect, test } from 'vitest'
import { runChaos } from './harness.ts'

/** Fixed, so that a failure here is a failure of what was changed; `npm run chaos` draws another each time. */
const seed = 'every-change'

test('ten rounds of kills and faults leave the directory and its history as the tenancy was', {
  timeout: 600_000,
}, async () => {
  const summary = await runChaos({ rounds: 10, seed, people: 150, workers: 2 }, (line) => console.info(line))
  expect(summary).toMatchObject({ rounds: 10, seed, decided: { confirm: 2, refuse: 1 } })
  expect(Object.values(summary.kills).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(10)
})
