import { z } from 'zod'
import { flag, instant, linkChanges, objectId, text, texts } from './values.ts'

/** A group as far as the hub keeps one; members and owners arrive as changes, over several pages for a large group. */
export const Group = z.object({
  id: objectId,
  displayName: text,
  description: text,
  mail: text,
  mailNickname: text,
  mailEnabled: flag,
  securityEnabled: flag,
  groupTypes: texts,
  membershipRule: text,
  membershipRuleProcessingState: text,
  isAssignableToRole: flag,
  visibility: text,
  onPremisesSyncEnabled: flag,
  createdDateTime: instant,
  'members@delta': linkChanges.optional(),
  'owners@delta': linkChanges.optional(),
})
export type Group = z.infer<typeof Group>

export const groupAttributes = [
  'id',
  'displayName',
  'description',
  'mail',
  'mailNickname',
  'mailEnabled',
  'securityEnabled',
  'groupTypes',
  'membershipRule',
  'membershipRuleProcessingState',
  'isAssignableToRole',
  'visibility',
  'onPremisesSyncEnabled',
  'createdDateTime',
] as const

/** An administrative unit; hidden ones have `visibility` HiddenMembership. */
export const AdministrativeUnit = z.object({ id: objectId, displayName: text, description: text, visibility: text })
export type AdministrativeUnit = z.infer<typeof AdministrativeUnit>
/** The same in a delta, with its members as changes. */
export const AdministrativeUnitDelta = AdministrativeUnit.extend({ 'members@delta': linkChanges.optional() })
export type AdministrativeUnitDelta = z.infer<typeof AdministrativeUnitDelta>
export const administrativeUnitSelect = ['id', 'displayName', 'description', 'visibility'] as const
