import { defineConfig } from 'vitest/config'

/** Tests stand beside the code. The machine that runs them may be busy, so a limit is for a hang, not for slowness. */
export default defineConfig({
  test: {
    include: ['{hub,console,cli,simulator,bench,tools}/**/*.test.{ts,tsx}'],
    globalSetup: ['hub/testing/global-setup.ts'],
    // As quick as threads here (34 s and 36 s for 482 tests on 2 cores), and a file cannot change another's environment.
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    unstubEnvs: true,
    restoreMocks: true,
  },
})
