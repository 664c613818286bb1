import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { PeopleRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useMemo } from 'react'
import { csvAddressOf } from '../../api/call.ts'
import { links } from '../../app/links.ts'
import { AsOfBanner, AsOfPicker } from '../../parts/AsOf.tsx'
import { chosen } from '../../parts/address-values.ts'
import { ColumnChooser, useColumnChoice } from '../../parts/ColumnChooser.tsx'
import { CsvButton } from '../../parts/CsvButton.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { LinkButton } from '../../parts/links.tsx'
import { useNarrowScreen } from '../../parts/narrow-screen.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { HiddenPeople } from './HiddenPeople.tsx'
import { PeopleFilters } from './PeopleFilters.tsx'
import { choosableColumns, PersonCard, peopleColumns, usualColumns } from './people-columns.tsx'
import { filtersSet, type PeopleSearch, peopleFilter, peopleSorts, withoutFilters } from './people-search.ts'
import { peopleCountsQuery, peopleQuery } from './queries.ts'

const route = getRouteApi('/signed-in/people')

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginBottom: tokens.spacingVerticalM },
})

/** Everybody in the directory, now or at any past instant. */
export function PeoplePage(): ReactElement {
  const styles = useStyles()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const narrow = useNarrowScreen()
  const list = usePagedRows(peopleQuery(search))
  const counts = useQuery(peopleCountsQuery(search))
  const [visibility, setVisibility] = useColumnChoice('people', usualColumns)
  const columns = useMemo(() => peopleColumns(search.asOf), [search.asOf])
  const change = (to: { [Name in keyof PeopleSearch]: PeopleSearch[Name] | undefined }, replace = false) =>
    void navigate({ search: (before) => chosen({ ...before, ...to }), replace })
  const travel = (asOf: string | undefined) => change({ asOf })
  const shown = counts.data?.shown
  return (
    <>
      <PageHeader
        title="People"
        text={
          shown === undefined
            ? 'Everybody in your Microsoft directory, as Atrium last read it.'
            : `${new Intl.NumberFormat().format(shown)} ${shown === 1 ? 'person' : 'people'} in this view`
        }
        actions={
          <>
            {!narrow && <CsvButton address={csvAddressOf('people.list', peopleFilter(search))} />}
            <AsOfPicker asOf={search.asOf} travel={travel} />
          </>
        }
      />
      <AsOfBanner asOf={search.asOf} travel={travel} answered={list.asOf} />
      <search>
        <div className={styles.tools}>
          <SearchBox
            label="Search people"
            placeholder="Name, address, title or employee number"
            value={search.search ?? ''}
            onSearch={(text) => change({ search: text || undefined }, true)}
          />
          {!narrow && <ColumnChooser columns={choosableColumns} visibility={visibility} onChange={setVisibility} />}
        </div>
        <PeopleFilters search={search} change={change} />
        <HiddenPeople search={search} counts={counts.data ?? (counts.error ? null : undefined)} change={change} />
      </search>
      <PagedList
        label="People"
        noun="people"
        list={list}
        total={shown}
        rowId={(person) => person.id}
        columns={columns}
        visibility={visibility}
        sort={{
          by: search.sort ?? 'displayName',
          choose: (by) => {
            const sort = peopleSorts.find((one) => one === by)
            change({ sort: sort === 'displayName' ? undefined : sort })
          },
        }}
        card={(person) => <PersonCard person={person} asOf={search.asOf} />}
        empty={
          <NobodyFound
            search={search}
            known={list.asOf !== null}
            clear={() => void navigate({ search: withoutFilters(search) })}
          />
        }
      />
    </>
  )
}

/** Why nobody is listed, and the way on. */
function NobodyFound({ search, known, clear }: { search: PeopleSearch; known: boolean; clear: () => void }) {
  if (!known)
    return (
      <EmptyState
        icon={<PeopleRegular />}
        title="Nobody is here yet"
        text="People appear here once a Microsoft tenancy is connected and its directory was imported."
        action={
          <LinkButton {...links.connect()} appearance="primary">
            Connect Microsoft
          </LinkButton>
        }
      />
    )
  if (search.search !== undefined || filtersSet(search) > 0)
    return (
      <EmptyState
        icon={<PeopleRegular />}
        title="Nobody matches"
        text="Nobody in the directory fits this search and these filters. Someone may be hidden: guests, blocked and absent people are left out unless you ask for them above."
        action={<Button onClick={clear}>Clear search and filters</Button>}
      />
    )
  if (search.asOf !== undefined)
    return (
      <EmptyState
        icon={<PeopleRegular />}
        title="Nothing was known at that time"
        text="Atrium’s memory begins with the first import. Choose a later time."
      />
    )
  return (
    <EmptyState
      icon={<PeopleRegular />}
      title="Nobody to show"
      text="The directory was read, and everybody in it is hidden: ask for guests, blocked or absent people above."
    />
  )
}
