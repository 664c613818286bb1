import { defineConfig } from 'vitest/config'

/** Tests stand beside the code. The machine that runs them may be busy, so a limit is for a hang, not for slowness. */
export default defineConfig({
  test: {
    include: ['{hub,console,cli,simulator,bench,tools}/**/*.test.{ts,tsx}'],
    globalSetup: ['hub/testing/global-setup.ts'],
    pool: 'threads',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    // A port, a clock or an environment variable changed by one file must not reach the next.
    isolate: true,
    unstubEnvs: true,
    restoreMocks: true,
  },
})
