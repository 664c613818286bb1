import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { csvAddressOf } from '../../api/call.ts'
import { ActivityList } from '../../parts/ActivityList.tsx'
import { chosen } from '../../parts/address-values.ts'
import { CsvButton } from '../../parts/CsvButton.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { SearchBox } from '../../parts/SearchBox.tsx'
import { type ActivitiesSearch, activitiesFilter, activityAbout } from './activities-search.ts'
import { activitiesQuery } from './queries.ts'

const route = getRouteApi('/signed-in/activities')

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
  },
  search: { flex: '1 1 240px', maxWidth: '520px', display: 'flex' },
  field: { flex: '0 1 170px' },
})

const aboutText: Record<(typeof activityAbout)[number], string> = {
  person: 'People',
  group: 'Groups',
  application: 'Applications',
  sync: 'Syncs',
}

/** What happened in the directory, newest first, in sentences. */
export function ActivitiesPage(): ReactElement {
  const styles = useStyles()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = usePagedRows(activitiesQuery(search))
  const change = (to: { [Name in keyof ActivitiesSearch]: ActivitiesSearch[Name] | undefined }, replace = false) =>
    void navigate({ search: (before) => chosen({ ...before, ...to }), replace })
  const isFiltered = Object.keys(search).length > 0
  return (
    <>
      <PageHeader
        title="Activities"
        text="What happened in your directory, as each sync saw it."
        actions={<CsvButton address={csvAddressOf('activities.list', activitiesFilter(search))} />}
      />
      <search className={styles.tools}>
        <div className={styles.search}>
          <SearchBox
            label="Search activities"
            placeholder="Name of a person, group or application"
            value={search.search ?? ''}
            onSearch={(text) => change({ search: text || undefined }, true)}
          />
        </div>
        <Field label="About" className={styles.field}>
          <Select
            value={search.about ?? ''}
            onChange={(_, { value }) => change({ about: activityAbout.find((one) => one === value) })}
          >
            <option value="">Everything</option>
            {activityAbout.map((one) => (
              <option key={one} value={one}>
                {aboutText[one]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="From" className={styles.field}>
          <Input
            type="date"
            value={search.from ?? ''}
            {...(search.to && { max: search.to })}
            onChange={(_, { value }) => change({ from: value || undefined })}
          />
        </Field>
        <Field label="Up to and with" className={styles.field}>
          <Input
            type="date"
            value={search.to ?? ''}
            {...(search.from && { min: search.from })}
            onChange={(_, { value }) => change({ to: value || undefined })}
          />
        </Field>
        {isFiltered && (
          <Button appearance="subtle" icon={<DismissRegular />} onClick={() => void navigate({ search: {} })}>
            Clear filters
          </Button>
        )}
      </search>
      <ActivityList
        list={list}
        empty={
          isFiltered
            ? { title: 'Nothing matches', text: 'No activity fits these filters. Clear them to see everything.' }
            : {
                title: 'Nothing has happened yet',
                text: 'Activities appear here once the directory was imported and changes.',
              }
        }
      />
    </>
  )
}
