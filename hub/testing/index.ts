export { type TestDatabase, testDatabase } from './database.ts'
export { type MicrosoftSide, type TestHub, type TestHubOptions, testHub } from './hub.ts'
export { findLeaks, type IsolationFinding, idFields } from './isolation.ts'
export type { Person } from './person.ts'
