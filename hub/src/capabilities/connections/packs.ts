import { type GraphPermissionName, graphPermissionId } from '../../microsoft/index.ts'
import { packNames } from './pack-names.ts'
import { actionPermissions, declaredPermissions } from './packs/declared.ts'
import { directoryReadPermissions, signInActivityPermissions } from './packs/directory.ts'
import type { PackDefinition, PermissionNeed } from './packs/pack.ts'

export type PackName = (typeof packNames)[number]

/** Without it nothing else works: it proves who connects, and carries the directory. */
export const basePack = 'directory-read' satisfies PackName

/** What each pack asks for. One registration of the installation stands for one pack, because `/.default` consents to everything registered. */
export const packs: Readonly<Record<PackName, PackDefinition>> = {
  'directory-read': {
    title: 'Directory read',
    purpose: 'People, groups, applications, who is in what and who may use what, live and with history.',
    delivery: 'works',
    writes: false,
    permissions: directoryReadPermissions,
    // leave dates, and the members of groups that hide theirs
    usesIfGranted: ['User-LifeCycleInfo.Read.All', 'User-LifeCycleInfo.ReadWrite.All', 'Member.Read.Hidden'],
  },
  'sign-in-activity': {
    title: 'Sign-in activity',
    purpose: 'When people last signed in, so that unused accounts and applications can be found. Needs Entra ID P1.',
    delivery: 'works',
    writes: false,
    permissions: signInActivityPermissions,
  },
  evidence: {
    title: 'Evidence',
    purpose: 'Settings that auditors ask about: policies, strong authentication, privileged roles, risk.',
    delivery: 'declared',
    writes: false,
    permissions: declaredPermissions.evidence,
  },
  actions: {
    title: 'Actions',
    purpose: 'Changes that you order: block, unblock, group membership, licences, assignments, sessions.',
    delivery: 'declared',
    writes: true,
    permissions: actionPermissions,
  },
  calendar: {
    title: 'Calendar',
    purpose: 'Visitors from Outlook invitations, and events kept in step.',
    delivery: 'declared',
    writes: true,
    permissions: declaredPermissions.calendar,
  },
  sharepoint: {
    title: 'SharePoint',
    purpose: 'Lists on the sites that you name, and on no others.',
    delivery: 'declared',
    writes: true,
    permissions: declaredPermissions.sharepoint,
  },
  teams: {
    title: 'Teams',
    purpose: 'Finding the teams and channels that cards are sent to.',
    delivery: 'declared',
    writes: false,
    permissions: declaredPermissions.teams,
  },
}

/** The permissions that a pack asks for, by name. */
export const permissionsOf = (pack: PackName): readonly GraphPermissionName[] =>
  packs[pack].permissions.map(({ permission }) => permission)

export const permissionId = (need: PermissionNeed): string => graphPermissionId(need.permission)

export const isPackName = (text: string): text is PackName => packNames.some((name) => name === text)
