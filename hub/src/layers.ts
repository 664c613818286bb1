/**
 * The walls of the house: which room may import which. `tools/imports.ts` reads this table and fails the build on any other
 * arrow, type-only imports included; ARCHITECTURE.md shows the same table to people. It imports nothing itself.
 */

/** A folder or a file of the project, and what its files may import besides each other. Paths are relative to the project. */
export interface Room {
  path: string
  /** Rooms, folders or single files. A folder stands for everything in it. */
  mayImport: readonly string[]
}

/** The most special path counts: `hub/src/app.ts` is its own room although it lies in `hub/src`. */
export const rooms: readonly Room[] = [
  { path: 'hub/src/kernel', mayImport: [] },
  { path: 'hub/src/platform', mayImport: ['hub/src/kernel'] },
  { path: 'hub/src/microsoft', mayImport: ['hub/src/kernel', 'hub/src/platform'] },
  { path: 'hub/src/operation', mayImport: ['hub/src/kernel', 'hub/src/platform'] },
  {
    // Each folder in here is a room of its own: see capabilityImports.
    path: 'hub/src/capabilities',
    mayImport: ['hub/src/kernel', 'hub/src/platform', 'hub/src/microsoft', 'hub/src/operation'],
  },
  { path: 'hub/src/doors', mayImport: ['hub/src/kernel', 'hub/src/platform', 'hub/src/operation'] },
  { path: 'hub/src/register.ts', mayImport: ['hub/src/capabilities', 'hub/src/operation'] },
  { path: 'hub/src/layers.ts', mayImport: [] },
  { path: 'hub/src/app.ts', mayImport: ['hub/src'] },
  { path: 'hub/src/main.ts', mayImport: ['hub/src'] },
  { path: 'hub/testing', mayImport: ['hub/src'] },
  { path: 'console', mayImport: ['contract'] },
  { path: 'cli', mayImport: ['contract'] },
  { path: 'simulator', mayImport: [] },
  { path: 'contract', mayImport: [] },
  { path: 'bench', mayImport: ['hub', 'simulator/src/index.ts', 'contract'] },
  { path: 'tools', mayImport: ['hub/src', 'contract'] },
]

/**
 * What tests (`*.test.ts`, and whatever lies in a folder named `testing`) may import beyond their room. Tests run the real
 * parts together; the programs that they test still may not know each other.
 */
export const testImports: readonly Room[] = [
  { path: 'hub', mayImport: ['hub', 'simulator/src/index.ts', 'contract'] },
  { path: 'console', mayImport: ['hub/testing', 'hub/src/app.ts', 'simulator/src/index.ts'] },
  { path: 'cli', mayImport: ['hub/testing', 'hub/src/app.ts', 'simulator/src/index.ts'] },
  { path: 'tools', mayImport: ['hub', 'simulator/src/index.ts', 'console/testing'] },
]

/** Which other capabilities a capability may import, always and only through their `index.ts`. There are no circles. */
export const capabilityImports: Readonly<Record<string, readonly string[]>> = {
  organisations: [],
  audit: [],
  connections: ['organisations'],
  directory: ['connections', 'organisations'],
  actions: [],
  approvals: [],
  requests: [],
  workflows: [],
  inventory: [],
  evidence: [],
  access: [],
  visits: [],
  publishing: [],
}

/**
 * Tables of the installation itself: they belong to no organisation and so carry no row-level security. Every other table
 * has `organisation_id`; a test reads the catalogue and fails on a table that is neither.
 */
export const installationTables: readonly string[] = []
