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
  { path: 'hub/src/start-failure.ts', mayImport: ['hub/src'] },
  // what else lies there itself: settings, and the tests of the whole installation (see testImports)
  { path: 'hub/src', mayImport: [] },
  { path: 'hub/testing', mayImport: ['hub/src'] },
  { path: 'console', mayImport: ['contract'] },
  { path: 'cli', mayImport: ['contract'] },
  { path: 'simulator', mayImport: [] },
  { path: 'simulator/conformance', mayImport: ['simulator/src/index.ts', 'tools/launch'] },
  { path: 'contract', mayImport: [] },
  { path: 'bench', mayImport: ['hub', 'simulator/src/index.ts', 'tools/launch', 'contract'] },
  { path: 'tools', mayImport: ['hub/src', 'contract'] },
]

/**
 * What tests (`*.test.ts`, and whatever lies in a folder named `testing`) may import beyond their room. Tests run the real
 * parts together; the programs that they test still may not know each other.
 */
export const testImports: readonly Room[] = [
  { path: 'hub', mayImport: ['hub', 'simulator/src/index.ts', 'tools/launch', 'contract'] },
  { path: 'console', mayImport: ['hub/testing', 'hub/src/app.ts', 'simulator/src/index.ts'] },
  { path: 'cli', mayImport: ['hub/testing', 'hub/src/app.ts', 'simulator/src/index.ts'] },
  { path: 'simulator', mayImport: ['console/testing'] },
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
 * Tables of the installation itself, each with the reason why its keys do not start with `organisation_id`. Every other
 * table is an organisation's: it has `organisation_id uuid not null`, and its primary, unique and foreign keys start with
 * it. What the application's role can reach carries forced row-level security here and there alike; of these tables all
 * but the last. A test reads the catalogue and fails on a table that is neither. pg-boss keeps its own in the schema
 * `pgboss`: payloads are ids, and no other table may stand outside `public`.
 */
export const installationTables: Readonly<Record<string, string>> = {
  organisation: 'is what the others refer to; shown to itself alone',
  account: 'a person may be a member of several organisations; shown to itself, and to those for its members',
  account_password: "a person's, whichever organisation they act in; shown to them alone",
  passkey: "a person's, whichever organisation they act in; found by its credential before anybody is known",
  session: "a person's browser, which may switch organisations; found by its token before anybody is known",
  sign_in_link: 'found by its token before anybody is known; used up by the person, wherever they act',
  ceremony: 'begun before anybody is known; found only by the hash of a secret that its browser has',
  sign_in_attempt: 'counted before anybody is known; found only by the hash of what was attempted',
  throttle_account:
    'what Microsoft lets an application do in a tenancy, whichever organisations share them; found only by a keyed hash of both',
  schema_migration: "the owner's record of what ran; the application's role cannot reach it",
}
