import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useMay } from '../../api/session.ts'
import { links } from '../../app/links.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { HeldNotice } from '../../parts/HeldNotice.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { LinkButton } from '../../parts/links.tsx'
import { PagedList } from '../../parts/PagedList.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { runStatus } from '../../parts/sync-words.ts'
import { connectionsQuery, heldRunsQuery, syncRunsQuery } from './queries.ts'
import { RunTitle, runColumns, runLength } from './run-columns.tsx'
import { changesText, triggerText } from './run-words.ts'
import { SyncNow } from './SyncNow.tsx'
import { syncStatuses } from './sync-search.ts'

const route = getRouteApi('/signed-in/sync')

const useStyles = makeStyles({ filter: { maxWidth: '240px', marginBottom: tokens.spacingVerticalM } })

/** Every time that Atrium read the directory: what it found, what it cost, and what it could not read. */
export function SyncPage(): ReactElement {
  const styles = useStyles()
  const search = route.useSearch()
  const { status } = search
  const navigate = route.useNavigate()
  const list = usePagedRows(syncRunsQuery(search))
  const held = useQuery(heldRunsQuery).data?.items ?? []
  // who may not see connections sees what became of them all the same
  const maySeeConnections = useMay('connections:read')
  const connections = useQuery({ ...connectionsQuery, enabled: maySeeConnections })
  const syncable = connections.data?.items.filter(({ state }) => state !== 'revoked') ?? []
  return (
    <>
      <PageHeader title="Sync history" text="Each time that Atrium read your Microsoft directory, and what it found." />
      {held.map((run) => (
        <HeldNotice key={run.id} run={run} />
      ))}
      {connections.error && <Problem error={connections.error} retry={() => void connections.refetch()} />}
      {syncable.map((connection) => (
        <SyncNow
          key={connection.connectionId}
          connection={connection}
          isHeld={held.some((run) => run.connectionId === connection.connectionId)}
        />
      ))}
      <Field label="Show" orientation="horizontal" className={styles.filter}>
        <Select
          value={status ?? ''}
          onChange={(_, { value }) => {
            const chosenStatus = syncStatuses.find((one) => one === value)
            void navigate({ search: chosenStatus ? { status: chosenStatus } : {} })
          }}
        >
          <option value="">All runs</option>
          {syncStatuses.map((one) => (
            <option key={one} value={one}>
              {runStatus[one]}
            </option>
          ))}
        </Select>
      </Field>
      <PagedList
        label="Sync runs"
        noun="runs"
        list={list}
        rowId={({ id }) => id}
        columns={runColumns}
        card={(run) => (
          <CardLines
            title={<RunTitle run={run} />}
            line={changesText(run)}
            second={`${triggerText(run.trigger)} · ${runLength(run)}`}
          />
        )}
        empty={
          status === undefined ? (
            <EmptyState
              icon={<ArrowSyncRegular />}
              title="Nothing was synced yet"
              text="The first run appears here as soon as a Microsoft tenancy is connected."
              action={
                <LinkButton {...links.connect()} appearance="primary">
                  Connect Microsoft
                </LinkButton>
              }
            />
          ) : (
            <EmptyState
              icon={<ArrowSyncRegular />}
              title={`No run is ${runStatus[status].toLowerCase()}`}
              text="Other runs are hidden by the choice above."
              action={<Button onClick={() => void navigate({ search: {} })}>Show all runs</Button>}
            />
          )
        }
      />
    </>
  )
}
