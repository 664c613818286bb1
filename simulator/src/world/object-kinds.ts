import type { Kind } from './model.ts'

/** The kinds of which Graph speaks as directory objects; assignments and grants are none. */
export const DIRECTORY_OBJECTS: readonly Kind[] = [
  'user',
  'group',
  'device',
  'servicePrincipal',
  'application',
  'administrativeUnit',
  'directoryRole',
]
