import { statement } from '../../../platform/database/statement.ts'

/** Which key this is, whatever its state. */
export const lookUpApiKey = statement<{ secretHash: Uint8Array }, { organisation_id: string; api_key_id: string }>(`
  select organisation_id, api_key_id from look_up_api_key(:secretHash)`)
