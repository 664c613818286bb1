import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { PlugConnectedRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useMay, useSession } from '../../api/session.ts'
import { links } from '../../app/links.ts'
import { ActivitiesSkeleton, ActivityItems } from '../../parts/ActivityList.tsx'
import { AsOfBanner, AsOfPicker } from '../../parts/AsOf.tsx'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { HeldNotice } from '../../parts/HeldNotice.tsx'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { heldRunsQuery } from '../sync/queries.ts'
import { Counts } from './Counts.tsx'
import { Freshness } from './Freshness.tsx'
import { directoryCountsQuery, latestActivitiesQuery } from './queries.ts'

const route = getRouteApi('/signed-in/')

const useStyles = makeStyles({
  halves: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: `0 ${tokens.spacingHorizontalL}`,
    alignItems: 'start',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

/** The first page: how much there is, how fresh it is, what happened, and what waits for somebody. */
export function OverviewPage(): ReactElement {
  const styles = useStyles()
  const { organisation } = useSession()
  const { asOf } = route.useSearch()
  const navigate = route.useNavigate()
  const counts = useQuery(directoryCountsQuery(asOf))
  const held = useQuery(heldRunsQuery).data?.items ?? []
  const travel = (to: string | undefined) => void navigate({ search: to === undefined ? {} : { asOf: to } })
  // a directory that was never merged has no instant
  const isEmpty = counts.data !== undefined && counts.data.asOf === null
  return (
    <>
      <PageHeader
        title={organisation.name}
        text={
          counts.data?.asOf && asOf === undefined ? (
            <>
              Your Microsoft directory, as of the last sync <DateTimeText at={counts.data.asOf} />
            </>
          ) : (
            'Your Microsoft directory.'
          )
        }
        actions={isEmpty ? undefined : <AsOfPicker asOf={asOf} travel={travel} />}
      />
      <AsOfBanner asOf={asOf} travel={travel} answered={counts.data?.asOf} />
      {held.map((run) => (
        <HeldNotice key={run.id} run={run} />
      ))}
      {counts.error ? (
        <Problem error={counts.error} retry={() => void counts.refetch()} />
      ) : counts.data === undefined ? (
        <Skeleton aria-label="Loading counts">
          <SkeletonItem size={96} />
        </Skeleton>
      ) : isEmpty ? (
        <NotConnected />
      ) : (
        <>
          <Counts counts={counts.data} asOf={asOf} />
          <div className={styles.halves}>
            <LatestActivities />
            <Freshness />
          </div>
        </>
      )}
    </>
  )
}

/** Before the first import: the one thing to do. */
function NotConnected() {
  const mayConnect = useMay('connections:write')
  return (
    <EmptyState
      icon={<PlugConnectedRegular />}
      title="Connect your Microsoft tenancy"
      text={
        mayConnect
          ? 'Atrium reads your directory once it is connected: people, groups and applications appear here and stay up to date. It takes less than five minutes.'
          : 'Nothing was imported yet. An owner or admin of this organisation can connect its Microsoft tenancy.'
      }
      action={
        mayConnect && (
          <LinkButton {...links.connect()} appearance="primary">
            Connect Microsoft
          </LinkButton>
        )
      }
    />
  )
}

function LatestActivities() {
  const found = useQuery(latestActivitiesQuery)
  return (
    <Section title="What happened lately" actions={<TextLink {...links.activities()}>All activities</TextLink>}>
      {found.error ? (
        <Problem error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <ActivitiesSkeleton />
      ) : found.data.items.length === 0 ? (
        <Text>Nothing has changed since the first import.</Text>
      ) : (
        <ActivityItems activities={found.data.items} />
      )}
    </Section>
  )
}
