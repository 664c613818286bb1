import { Button, Field, makeStyles, Select, Switch, tokens } from '@fluentui/react-components'
import { PeopleTeamRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useMemo } from 'react'
import { AsOfBanner, AsOfPicker } from '../../parts/AsOf.tsx'
import { chosen } from '../../parts/address-values.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { PagedList } from '../../parts/PagedList.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { GroupLink, groupColumns } from './group-columns.tsx'
import { groupKindText, kindText } from './group-words.ts'
import { type GroupsSearch, groupKinds } from './groups-search.ts'
import { groupsQuery } from './queries.ts'

const route = getRouteApi('/signed-in/groups')

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
  },
  search: { flex: '1 1 240px', maxWidth: '520px', display: 'flex' },
  field: { flex: '0 1 200px' },
})

/** Groups of every kind, now or at any past instant. */
export function GroupsPage(): ReactElement {
  const styles = useStyles()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePagedRows(groupsQuery(search))
  const columns = useMemo(() => groupColumns(search.asOf), [search.asOf])
  const change = (to: { [Name in keyof GroupsSearch]: GroupsSearch[Name] | undefined }, replace = false) =>
    void navigate({ search: (before) => chosen({ ...before, ...to }), replace })
  const travel = (asOf: string | undefined) => change({ asOf })
  const isNarrowed = search.search !== undefined || search.kind !== undefined || search.dynamic !== undefined
  return (
    <>
      <PageHeader
        title="Groups"
        text="Security groups, Microsoft 365 groups and distribution lists, with everybody who is in them."
        actions={<AsOfPicker asOf={search.asOf} travel={travel} />}
      />
      <AsOfBanner asOf={search.asOf} travel={travel} answered={list.asOf} />
      <search className={styles.tools}>
        <div className={styles.search}>
          <SearchBox
            label="Search groups"
            placeholder="Name, address or description"
            value={search.search ?? ''}
            onSearch={(text) => change({ search: text || undefined }, true)}
          />
        </div>
        <Field label="Kind" className={styles.field}>
          <Select
            value={search.kind ?? ''}
            onChange={(_, { value }) => change({ kind: groupKinds.find((kind) => kind === value) })}
          >
            <option value="">All</option>
            {groupKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindText(kind)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Members" className={styles.field}>
          <Select
            value={search.dynamic ?? ''}
            onChange={(_, { value }) => change({ dynamic: value === 'yes' || value === 'no' ? value : undefined })}
          >
            <option value="">All</option>
            <option value="no">Chosen by people</option>
            <option value="yes">Chosen by a rule (dynamic)</option>
          </Select>
        </Field>
        <Switch
          label="Show deleted and absent"
          checked={search.gone === true}
          onChange={(_, { checked }) => change({ gone: checked ? true : undefined })}
        />
      </search>
      <PagedList
        label="Groups"
        noun="groups"
        list={list}
        rowId={(group) => group.id}
        columns={columns}
        card={(group) => (
          <CardLines
            title={<GroupLink group={group} asOf={search.asOf} />}
            line={groupKindText(group)}
            second={group.description ?? group.mail}
          />
        )}
        empty={
          isNarrowed ? (
            <EmptyState
              icon={<PeopleTeamRegular />}
              title="No group matches"
              text="No group fits this search and these filters."
              action={
                <Button onClick={() => change({ search: undefined, kind: undefined, dynamic: undefined })}>
                  Clear search and filters
                </Button>
              }
            />
          ) : (
            <EmptyState
              icon={<PeopleTeamRegular />}
              title="No groups"
              text={
                search.asOf === undefined
                  ? 'Groups appear here once the directory was imported.'
                  : 'No group was known at that time. Atrium’s memory begins with the first import.'
              }
            />
          )
        }
      />
    </>
  )
}
