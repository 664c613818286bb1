import type { Connections } from './capabilities/connections/index.ts'
import type { Directory } from './capabilities/directory/index.ts'
import type { Organisations } from './capabilities/organisations/index.ts'
import type { Operation } from './operation/define.ts'

/** Everything that Atrium can do: all operations of all capabilities, in the order in which the contract shows them. */
export const register = (capabilities: {
  organisations: Pick<Organisations, 'operations'>
  audit: Operation[]
  connections: Pick<Connections, 'operations'>
  directory: Pick<Directory, 'operations'>
}): Operation[] => [
  ...capabilities.organisations.operations,
  ...capabilities.connections.operations,
  ...capabilities.directory.operations,
  ...capabilities.audit,
]
