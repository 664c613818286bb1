import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../../operation/schemas.ts'
import { Person } from './person.ts'

export const GroupKind = z
  .enum(['security', 'microsoft365', 'mail_enabled_security', 'distribution'])
  .meta({ id: 'GroupKind' })
export const Presence = z.enum(['present', 'absent', 'deleted']).meta({ id: 'Presence' })

export const Group = z
  .object({
    id: Uuid,
    presence: Presence,
    displayName: z.string().nullable(),
    description: z.string().nullable(),
    kind: GroupKind,
    isDynamic: z.boolean(),
    membershipRule: z.string().nullable(),
    mail: z.string().nullable(),
    visibility: z.string().nullable(),
    isAssignableToRole: z.boolean(),
    onPremisesSyncEnabled: z.boolean().nullable(),
    createdDateTime: Instant.nullable(),
    validFrom: Instant,
  })
  .meta({ id: 'Group' })
export const GroupPage = pageOf(Group, 'Group')

export const GroupReference = z.object({ id: Uuid, displayName: z.string().nullable() }).meta({ id: 'GroupReference' })

export const GroupDetail = z
  .object({
    group: Group,
    directMembers: z.int(),
    effectivePeople: z.int(),
    owners: z.int(),
    firstSeenAt: Instant,
    asOf: Instant.nullable(),
  })
  .meta({ id: 'GroupDetail' })

/** Something in a group: a person, another group, an application, a device, a contact. */
export const MemberKind = z
  .enum(['person', 'group', 'application', 'device', 'contact', 'other'])
  .meta({ id: 'MemberKind' })

export const GroupMember = z
  .object({
    id: Uuid,
    kind: MemberKind,
    displayName: z.string().nullable(),
    detail: z.string().nullable().describe('Work email of a person, kind of a group'),
    since: Instant,
  })
  .meta({ id: 'GroupMember', description: 'A direct member or owner' })
export const GroupMemberPage = pageOf(GroupMember, 'GroupMember')

export const EffectiveMember = z
  .object({
    person: Person,
    isDirect: z.boolean(),
    path: z.array(GroupReference).describe('From the group asked about down to the one that the person is in'),
  })
  .meta({ id: 'EffectiveMember' })
export const EffectiveMemberPage = pageOf(EffectiveMember, 'EffectiveMember')

export const PersonGroup = z
  .object({
    group: Group,
    isDirect: z.boolean(),
    since: Instant.nullable().describe('Of a direct membership'),
    path: z.array(GroupReference).describe('From the group that the person is in up to this one'),
  })
  .meta({ id: 'PersonGroup' })
export const PersonGroupPage = pageOf(PersonGroup, 'PersonGroup')

export const AdministrativeUnit = z
  .object({
    id: Uuid,
    presence: Presence,
    displayName: z.string().nullable(),
    description: z.string().nullable(),
    validFrom: Instant,
  })
  .meta({ id: 'AdministrativeUnit' })
export const AdministrativeUnitPage = pageOf(AdministrativeUnit, 'AdministrativeUnit')
