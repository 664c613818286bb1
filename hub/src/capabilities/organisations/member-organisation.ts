import { AtriumError } from '../../kernel/errors.ts'
import type { Reader } from '../../platform/database/database.ts'
import { lookUpOwnOrganisations } from './sql/look-up-own-organisations.ts'

/**
 * Where a person who signs in acts first: where they have been a member for longest.
 *
 * @throws AtriumError `sign_in_refused` where they are a member nowhere
 */
export async function memberOrganisation(reader: Reader): Promise<string> {
  const [first] = await reader.rows(lookUpOwnOrganisations, {})
  if (!first)
    throw new AtriumError('sign_in_refused', {
      reason: 'no_organisation',
      detail: 'You are not a member of any organisation here any more.',
      next: 'Ask an owner of your organisation to add you again and to give you the link.',
    })
  return first.organisation_id
}
