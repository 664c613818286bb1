import type { TestProject } from 'vitest/node'
import { openDatabaseRoom } from './database-room.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the run's database room; see hub/testing/database.ts. */
    databaseRoom: string
  }
}

/** Runs once before all test files; what it returns runs once after them, also when they failed. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const room = await openDatabaseRoom()
  project.provide('databaseRoom', room.url)
  return () => room.close()
}
