import type { Entity, Properties, Relation } from './model.ts'

/**
 * What happened to a directory object, told once for every change that a person could see. `deleted` lies in the
 * recycle bin, `hardDeleted` has left it for good, `removed` was of a kind that has no recycle bin.
 */
export type DirectoryEvent =
  | { readonly what: 'created' | 'deleted' | 'removed' | 'hardDeleted' | 'restored'; readonly entity: Entity }
  | { readonly what: 'updated'; readonly entity: Entity; readonly before: Properties }
  | {
      readonly what: 'linked' | 'unlinked'
      readonly entity: Entity
      readonly relation: Relation
      readonly target: Entity
    }
