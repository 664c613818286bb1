export { type LaunchErrorCode, PostgresLaunchError } from './launch-error.ts'
export type { Durability } from './settings.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from './start.ts'
