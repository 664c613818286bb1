import type { Entity } from '../model.ts'
import { guidOf } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { DIRECTORY_ROLES } from './roles.ts'

/** Activates the built-in directory roles in a tenancy; answers them by name. */
export function addDirectoryRoles(tenancy: Tenancy, seed: string): ReadonlyMap<string, Entity> {
  return new Map(
    DIRECTORY_ROLES.map(({ templateId, name, description }) => [
      name as string,
      tenancy.insert('directoryRole', guidOf(`${seed}/role/${templateId}`), {
        description,
        displayName: name,
        roleTemplateId: templateId,
      }),
    ]),
  )
}
