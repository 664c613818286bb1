import { BadInput } from '../input.ts'
import { isObject, type Json } from '../model.ts'
import { type Mutation, objectIn } from './mutation.ts'

/** Properties that other things hang on, or that are not the directory's to set. */
const FIXED = new Set(['id', 'appId', 'roleTemplateId', 'deletedDateTime', 'signInActivity', 'groupTypes'])

export const update: Mutation = {
  name: 'update',
  summary: 'Sets `properties` (Graph’s names) of the object `id`; null clears one',
  apply({ tenancy }, input) {
    const kinds = ['user', 'group', 'device', 'servicePrincipal', 'application', 'administrativeUnit'] as const
    const entity = objectIn(tenancy, input, 'id', kinds)
    const properties: Json | undefined = input.raw('properties')
    input.done()
    if (!isObject(properties) || Object.keys(properties).length === 0)
      throw new BadInput('Say `properties`: an object with at least one property')
    for (const name of Object.keys(properties)) if (FIXED.has(name)) throw new BadInput(`\`${name}\` cannot be set`)
    tenancy.update(entity, properties)
    return { id: entity.id }
  },
}
