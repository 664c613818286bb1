import { makeStyles, tokens } from '@fluentui/react-components'
import { AppsListRegular } from '@fluentui/react-icons'
import { type ReactElement, useMemo } from 'react'
import type { PersonApplication } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { TextLink } from '../../parts/links.tsx'
import { listColumns } from '../../parts/list-columns.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { ReadAge } from '../../parts/ReadAge.tsx'
import { roleText } from '../applications/application-words.ts'
import { personApplicationsQuery } from './queries.ts'

const useStyles = makeStyles({ age: { marginBottom: tokens.spacingVerticalS } })

const column = listColumns<PersonApplication>()

interface At {
  row: PersonApplication
  asOf: string | undefined
}

const ApplicationLink = ({ row: { application }, asOf }: At) => (
  <TextLink {...links.application(application.id, { asOf })}>{application.displayName ?? 'No name'}</TextLink>
)

const Through = ({ row: { through }, asOf }: At) =>
  through === null ? (
    'Given to them directly'
  ) : (
    <TextLink {...links.group(through.id, { asOf })}>{through.displayName ?? 'No name'}</TextLink>
  )

const columnsOf = (asOf: string | undefined) =>
  column.columns([
    column.accessor((row) => row.application.displayName, {
      id: 'application',
      meta: { label: 'Application', width: 260 },
      cell: ({ row: { original } }) => <ApplicationLink row={original} asOf={asOf} />,
    }),
    column.accessor('role', { meta: { label: 'Role', width: 180 }, cell: ({ row }) => roleText(row.original.role) }),
    column.accessor('through', {
      meta: { label: 'Through', width: 260 },
      cell: ({ row: { original } }) => <Through row={original} asOf={asOf} />,
    }),
    column.accessor('since', {
      meta: { label: 'Since', width: 130 },
      cell: ({ row }) => <DateTimeText at={row.original.since} />,
    }),
  ])

/** The applications that a person is assigned to, directly or by a group. */
export function PersonApplications({ personId, asOf }: { personId: string; asOf: string | undefined }): ReactElement {
  const styles = useStyles()
  const list = usePagedRows(personApplicationsQuery({ personId, asOf }))
  const columns = useMemo(() => columnsOf(asOf), [asOf])
  return (
    <>
      <div className={styles.age}>
        <ReadAge resource="appRoleAssignments" asOf={asOf} what="Assignments" />
      </div>
      <PagedList
        label="Applications of this person"
        noun="applications"
        list={list}
        rowId={({ application, role, through }) => `${application.id} ${role?.id} ${through?.id}`}
        columns={columns}
        card={(row) => (
          <CardLines
            title={<ApplicationLink row={row} asOf={asOf} />}
            line={roleText(row.role)}
            second={<Through row={row} asOf={asOf} />}
          />
        )}
        empty={
          <EmptyState
            icon={<AppsListRegular />}
            title="Assigned to no application"
            text="Nothing is assigned to this person, directly or by a group that they are directly in. Applications that ask for no assignment are open to everybody and are not listed here."
          />
        }
      />
    </>
  )
}
