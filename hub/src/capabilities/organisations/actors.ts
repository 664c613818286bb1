import type { Principal } from '../../operation/context.ts'
import type { Reader } from '../../platform/database/database.ts'
import { actorNames } from './sql/actor-names.ts'

/** By what a deed is kept: the person behind a session, since the session itself ends; else the key or token. */
export const actorIdOf = (principal: Principal): string | null =>
  principal.kind === 'public' ? null : principal.kind === 'session' ? principal.accountId : principal.id

/** What people call the actors with these ids: a person's name, an API key's. Ids of nobody known any more are left out. */
export async function namesOfActors(reader: Reader, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.flatMap((id) => id ?? []))]
  if (known.length === 0) return new Map()
  return new Map((await reader.rows(actorNames, { ids: known })).map(({ id, name }) => [id, name]))
}
