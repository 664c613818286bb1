import { Button, makeStyles, Switch, tokens } from '@fluentui/react-components'
import { AppsListRegular } from '@fluentui/react-icons'
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
import { ApplicationLink, applicationColumns, whoMayUse } from './application-columns.tsx'
import type { ApplicationsSearch } from './applications-search.ts'
import { applicationsQuery } from './queries.ts'

const route = getRouteApi('/signed-in/applications')

const useStyles = makeStyles({
  tools: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, marginBottom: tokens.spacingVerticalM },
})

/** Enterprise applications, now or at any past instant. */
export function ApplicationsPage(): ReactElement {
  const styles = useStyles()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePagedRows(applicationsQuery(search))
  const columns = useMemo(() => applicationColumns(search.asOf), [search.asOf])
  const change = (to: { [Name in keyof ApplicationsSearch]: ApplicationsSearch[Name] | undefined }, replace = false) =>
    void navigate({ search: (before) => chosen({ ...before, ...to }), replace })
  const travel = (asOf: string | undefined) => change({ asOf })
  return (
    <>
      <PageHeader
        title="Applications"
        text="Enterprise applications: what your organisation lets people sign in to with their Microsoft account."
        actions={<AsOfPicker asOf={search.asOf} travel={travel} />}
      />
      <AsOfBanner asOf={search.asOf} travel={travel} answered={list.asOf} />
      <search className={styles.tools}>
        <SearchBox
          label="Search applications"
          placeholder="Name or publisher"
          value={search.search ?? ''}
          onSearch={(text) => change({ search: text || undefined }, true)}
        />
        <Switch
          label="Show deleted and absent"
          checked={search.gone === true}
          onChange={(_, { checked }) => change({ gone: checked ? true : undefined })}
        />
      </search>
      <PagedList
        label="Applications"
        noun="applications"
        list={list}
        rowId={(application) => application.id}
        columns={columns}
        card={(application) => (
          <CardLines
            title={<ApplicationLink application={application} asOf={search.asOf} />}
            line={application.publisher ?? 'Publisher not known'}
            second={whoMayUse(application)}
          />
        )}
        empty={
          search.search === undefined ? (
            <EmptyState
              icon={<AppsListRegular />}
              title="No applications"
              text={
                search.asOf === undefined
                  ? 'Applications appear here once the directory was imported.'
                  : 'No application was known at that time. Atrium’s memory begins with the first import.'
              }
            />
          ) : (
            <EmptyState
              icon={<AppsListRegular />}
              title="No application matches"
              text="No application has this in its name or its publisher’s."
              action={<Button onClick={() => change({ search: undefined })}>Clear search</Button>}
            />
          )
        }
      />
    </>
  )
}
