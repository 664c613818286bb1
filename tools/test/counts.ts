import type { TestModule } from 'vitest/node'

/** What a run came to. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/**
 * Counts every test of every file. A file or a suite that broke outside its tests (a failed import or hook) counts as one
 * failure, and so does each error that no test caught: none of them may pass for green.
 */
export function countResults(modules: Iterable<TestModule>, unhandledErrors: number): Counts {
  const counts: Counts = { passed: 0, failed: unhandledErrors, skipped: 0 }
  for (const module of modules) {
    counts.failed += module.errors().length
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') counts.passed += 1
      else if (state === 'failed') counts.failed += 1
      else counts.skipped += 1
    }
  }
  return counts
}

/** The one line that CI reads. */
export function countsLine(counts: Counts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
}
