import { PeopleTeamRegular } from '@fluentui/react-icons'
import { type ReactElement, useMemo } from 'react'
import type { PersonGroup } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { GroupPath } from '../../parts/GroupPath.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { TextLink } from '../../parts/links.tsx'
import { listColumns } from '../../parts/list-columns.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { groupKindText } from '../groups/group-words.ts'
import { personGroupsQuery } from './queries.ts'

const column = listColumns<PersonGroup>()

const columnsOf = (asOf: string | undefined) =>
  column.columns([
    column.accessor((row) => row.group.displayName, {
      id: 'group',
      meta: { label: 'Group', width: 240 },
      cell: ({ row: { original } }) => <GroupLink row={original} asOf={asOf} />,
    }),
    column.accessor((row) => row.group.kind, {
      id: 'kind',
      meta: { label: 'Kind', width: 150 },
      cell: ({ row }) => groupKindText(row.original.group),
    }),
    column.accessor('path', {
      meta: { label: 'Through', width: 360 },
      cell: ({ row: { original } }) => <Through row={original} asOf={asOf} />,
    }),
    column.accessor('since', {
      meta: { label: 'Since', width: 130 },
      cell: ({ row }) => row.original.since && <DateTimeText at={row.original.since} />,
    }),
  ])

interface At {
  row: PersonGroup
  asOf: string | undefined
}

const GroupLink = ({ row, asOf }: At) => (
  <TextLink {...links.group(row.group.id, { asOf })}>{row.group.displayName ?? 'No name'}</TextLink>
)

/** How the membership comes about: directly, or by which chain of groups. */
const Through = ({ row, asOf, whole = false }: At & { whole?: boolean }) =>
  row.isDirect ? 'Direct member' : <GroupPath path={row.path} asOf={asOf} whole={whole} />

/** The groups that a person is in, each with the path that gives it. */
export function PersonGroups({ personId, asOf }: { personId: string; asOf: string | undefined }): ReactElement {
  const list = usePagedRows(personGroupsQuery({ personId, asOf }))
  const columns = useMemo(() => columnsOf(asOf), [asOf])
  return (
    <PagedList
      label="Groups of this person"
      noun="groups"
      list={list}
      rowId={({ group }) => group.id}
      columns={columns}
      tallCards
      card={(row) => (
        <CardLines
          title={<GroupLink row={row} asOf={asOf} />}
          line={groupKindText(row.group)}
          second={<Through row={row} asOf={asOf} whole />}
        />
      )}
      empty={
        <EmptyState
          icon={<PeopleTeamRegular />}
          title="In no group"
          text={asOf === undefined ? 'This person is in no group.' : 'This person was in no group at that time.'}
        />
      }
    />
  )
}
