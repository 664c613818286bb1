export { type TestDatabase, testDatabase } from './database.ts'
export { freePort, type MicrosoftSide, type TestHub, type TestHubOptions, testHub } from './hub.ts'
export { findLeaks, type IsolationFinding, idFields } from './isolation.ts'
export type { Person } from './person.ts'
