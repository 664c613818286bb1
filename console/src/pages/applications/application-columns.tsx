import { Badge, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { Application, ApplicationAssignment, PermissionGrant } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { TextLink } from '../../parts/links.tsx'
import { listColumns } from '../../parts/list-columns.ts'
import { PresenceBadge } from '../../parts/PresenceBadge.tsx'
import { roleText } from './application-words.ts'

const useStyles = makeStyles({ name: { display: 'inline-flex', gap: tokens.spacingHorizontalS, alignItems: 'center' } })

export function ApplicationLink({
  application,
  asOf,
}: {
  application: Application
  asOf: string | undefined
}): ReactElement {
  const styles = useStyles()
  return (
    <span className={styles.name}>
      <TextLink {...links.application(application.id, { asOf })}>{application.displayName ?? 'No name'}</TextLink>
      <PresenceBadge presence={application.presence} />
      {application.accountEnabled === false && (
        <Badge appearance="tint" color="warning">
          Sign-in off
        </Badge>
      )}
    </span>
  )
}

/** Who may use an application: everybody, unless it asks for an assignment. */
export const whoMayUse = ({ appRoleAssignmentRequired }: Application): string =>
  appRoleAssignmentRequired === null ? 'Not known' : appRoleAssignmentRequired ? 'Only who is assigned' : 'Everybody'

const application = listColumns<Application>()

/** @param asOf the instant that the list is of, for the links in it */
export const applicationColumns = (asOf: string | undefined) =>
  application.columns([
    application.accessor('displayName', {
      meta: { label: 'Name', width: 280 },
      cell: ({ row }) => <ApplicationLink application={row.original} asOf={asOf} />,
    }),
    application.accessor('publisher', { meta: { label: 'Publisher', width: 200 } }),
    application.accessor('appRoleAssignmentRequired', {
      meta: { label: 'Who may use it', width: 170 },
      cell: ({ row }) => whoMayUse(row.original),
    }),
    application.accessor('appRoles', {
      meta: { label: 'Roles', width: 90 },
      cell: ({ row }) => row.original.appRoles.length,
    }),
    application.accessor('validFrom', {
      meta: { label: 'Unchanged since', width: 150 },
      cell: ({ row }) => <DateTimeText at={row.original.validFrom} />,
    }),
  ])

const principalKinds: Record<ApplicationAssignment['principalKind'], string> = {
  person: 'Person',
  group: 'Group',
  application: 'Application',
}

export const principalKindText = ({ principalKind }: ApplicationAssignment): string => principalKinds[principalKind]

export function PrincipalLink({ row, asOf }: { row: ApplicationAssignment; asOf: string | undefined }): ReactElement {
  const name = row.principalName ?? 'No name'
  const { principalId } = row
  if (row.principalKind === 'person') return <TextLink {...links.person(principalId, { asOf })}>{name}</TextLink>
  if (row.principalKind === 'group') return <TextLink {...links.group(principalId, { asOf })}>{name}</TextLink>
  return <TextLink {...links.application(principalId, { asOf })}>{name}</TextLink>
}

const assignment = listColumns<ApplicationAssignment>()

export const assignmentColumns = (asOf: string | undefined) =>
  assignment.columns([
    assignment.accessor('principalName', {
      meta: { label: 'Who', width: 280 },
      cell: ({ row }) => <PrincipalLink row={row.original} asOf={asOf} />,
    }),
    assignment.accessor('principalKind', {
      meta: { label: 'Kind', width: 120 },
      cell: ({ row }) => principalKindText(row.original),
    }),
    assignment.accessor('role', {
      meta: { label: 'Role', width: 200 },
      cell: ({ row }) => roleText(row.original.role),
    }),
    assignment.accessor('since', {
      meta: { label: 'Seen since', width: 140 },
      cell: ({ row }) => <DateTimeText at={row.original.since} />,
    }),
  ])

export const forWhom = ({ consentType, person }: PermissionGrant): string =>
  consentType === 'everyone' ? 'Everybody, by an administrator' : (person?.displayName ?? 'One person')

const grant = listColumns<PermissionGrant>()

export const grantColumns = (asOf: string | undefined) =>
  grant.columns([
    grant.accessor('scopes', {
      meta: { label: 'May do, in the name of who signs in', width: 320 },
      cell: ({ row }) => row.original.scopes.join(', '),
    }),
    grant.accessor((row) => row.resource.displayName, {
      id: 'resource',
      meta: { label: 'On', width: 160 },
      cell: ({ row: { original } }) => (
        <TextLink {...links.application(original.resource.id, { asOf })}>
          {original.resource.displayName ?? 'No name'}
        </TextLink>
      ),
    }),
    grant.accessor('consentType', {
      meta: { label: 'For whom', width: 220 },
      cell: ({ row }) => forWhom(row.original),
    }),
    grant.accessor('since', {
      meta: { label: 'Seen since', width: 130 },
      cell: ({ row }) => <DateTimeText at={row.original.since} />,
    }),
  ])
