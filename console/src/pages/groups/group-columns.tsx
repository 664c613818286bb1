import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { EffectiveMember, Group, GroupMember } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { GroupPath } from '../../parts/GroupPath.tsx'
import { TextLink } from '../../parts/links.tsx'
import { listColumns } from '../../parts/list-columns.ts'
import { PresenceBadge } from '../../parts/PresenceBadge.tsx'
import { PersonLink } from '../people/people-columns.tsx'
import { groupKindText } from './group-words.ts'

const useStyles = makeStyles({ name: { display: 'inline-flex', gap: tokens.spacingHorizontalS, alignItems: 'center' } })

export function GroupLink({ group, asOf }: { group: Group; asOf: string | undefined }): ReactElement {
  const styles = useStyles()
  return (
    <span className={styles.name}>
      <TextLink {...links.group(group.id, { asOf })}>{group.displayName ?? 'No name'}</TextLink>
      <PresenceBadge presence={group.presence} />
      {group.isAssignableToRole && (
        <Badge appearance="outline" color="important">
          Roles
        </Badge>
      )}
    </span>
  )
}

const group = listColumns<Group>()

/** @param asOf the instant that the list is of, for the links in it */
export const groupColumns = (asOf: string | undefined) =>
  group.columns([
    group.accessor('displayName', {
      meta: { label: 'Name', width: 280 },
      cell: ({ row }) => <GroupLink group={row.original} asOf={asOf} />,
    }),
    group.accessor('kind', { meta: { label: 'Kind', width: 190 }, cell: ({ row }) => groupKindText(row.original) }),
    group.accessor('description', { meta: { label: 'Description', width: 280 } }),
    group.accessor('mail', { meta: { label: 'Address', width: 220 } }),
  ])

const member = listColumns<GroupMember>()

const kinds: Record<GroupMember['kind'], string> = {
  person: 'Person',
  group: 'Group',
  application: 'Application',
  device: 'Device',
  contact: 'Contact',
  other: 'Something else',
}

export const memberKindText = ({ kind }: GroupMember): string => kinds[kind]

/** What is in a group or owns something, leading to its page where it has one. */
export function MemberLink({
  member: { id, kind, displayName },
  asOf,
}: {
  member: GroupMember
  asOf: string | undefined
}): ReactElement {
  const name = displayName ?? 'No name'
  if (kind === 'person') return <TextLink {...links.person(id, { asOf })}>{name}</TextLink>
  if (kind === 'group') return <TextLink {...links.group(id, { asOf })}>{name}</TextLink>
  if (kind === 'application') return <TextLink {...links.application(id, { asOf })}>{name}</TextLink>
  return <>{name}</>
}

/** Direct members and owners, of a group or of an application. */
export const memberColumns = (asOf: string | undefined) =>
  member.columns([
    member.accessor('displayName', {
      meta: { label: 'Name', width: 280 },
      cell: ({ row }) => <MemberLink member={row.original} asOf={asOf} />,
    }),
    member.accessor('kind', { meta: { label: 'Kind', width: 140 }, cell: ({ row }) => memberKindText(row.original) }),
    member.accessor('detail', { meta: { label: 'Detail', width: 280 } }),
    member.accessor('since', {
      meta: { label: 'Since', width: 140 },
      cell: ({ row }) => <DateTimeText at={row.original.since} />,
    }),
  ])

const effective = listColumns<EffectiveMember>()

export const HowIn = ({
  member: { isDirect, path },
  asOf,
}: {
  member: EffectiveMember
  asOf: string | undefined
}): ReactElement => (isDirect ? <>Direct member</> : <GroupPath path={path} asOf={asOf} />)

/** Everybody in a group, each with the chain of groups that puts them there. */
export const effectiveColumns = (asOf: string | undefined) =>
  effective.columns([
    effective.accessor((row) => row.person.displayName, {
      id: 'person',
      meta: { label: 'Name', width: 260 },
      cell: ({ row }) => <PersonLink person={row.original.person} asOf={asOf} />,
    }),
    effective.accessor((row) => row.person.jobTitle, { id: 'jobTitle', meta: { label: 'Title', width: 170 } }),
    effective.accessor((row) => row.person.department, { id: 'department', meta: { label: 'Department', width: 170 } }),
    effective.accessor('path', {
      meta: { label: 'Through', width: 340 },
      cell: ({ row }) => <HowIn member={row.original} asOf={asOf} />,
    }),
  ])
