import { statement } from '../../../platform/database/statement.ts'

/** One process at a time makes the first organisation; the number is arbitrary and only has to stay the same. */
export const lockBootstrap = statement<object, unknown>(`
  select pg_advisory_xact_lock(7205262)`)
