import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { PersonDetail } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { AsOfBanner, AsOfPicker } from '../../parts/AsOf.tsx'
import { chosen } from '../../parts/address-values.ts'
import { HistoryList } from '../../parts/HistoryList.tsx'
import { Initials } from '../../parts/Initials.tsx'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { PersonMarks } from '../../parts/PersonState.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { TabBar } from '../../parts/TabBar.tsx'
import { UnknownThing } from '../../parts/UnknownThing.tsx'
import { PersonApplications } from './PersonApplications.tsx'
import { PersonGroups } from './PersonGroups.tsx'
import { PersonProfile } from './PersonProfile.tsx'
import { personName } from './people-columns.tsx'
import type { PersonSearch, PersonTab } from './person-search.ts'
import { personHistoryQuery, personQuery } from './queries.ts'

const route = getRouteApi('/signed-in/people/$personId')

const useStyles = makeStyles({
  back: { display: 'inline-block', marginBottom: tokens.spacingVerticalS },
  line: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalL },
})

const tabs: readonly { name: PersonTab; label: string }[] = [
  { name: 'profile', label: 'Profile' },
  { name: 'groups', label: 'Groups' },
  { name: 'applications', label: 'Applications' },
  { name: 'history', label: 'History' },
]

/** One person: who they are, what they are in, what they may use, and how all of that came to be. */
export function PersonPage(): ReactElement {
  const styles = useStyles()
  const { personId } = route.useParams()
  const { asOf, tab = 'profile' } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(personQuery({ personId, asOf }))
  const change = (to: { [Name in keyof PersonSearch]: PersonSearch[Name] | undefined }) =>
    void navigate({ search: (before) => chosen({ ...before, ...to }) })
  const travel = (to: string | undefined) => change({ asOf: to })
  const detail = found.data
  return (
    <>
      <TextLink className={styles.back} {...links.people(asOf === undefined ? {} : { asOf })}>
        People
      </TextLink>
      <PageHeader
        title={detail ? personName(detail.person) : 'Person'}
        text={detail && <PersonLine detail={detail} />}
        actions={<AsOfPicker asOf={asOf} travel={travel} />}
      />
      <AsOfBanner asOf={asOf} travel={travel} answered={detail?.asOf} />
      {found.error ? (
        <UnknownThing
          error={found.error}
          retry={() => void found.refetch()}
          noun="person"
          asOf={asOf}
          travel={travel}
          wayOut={<LinkButton {...links.people()}>Go to People</LinkButton>}
        />
      ) : detail === undefined ? (
        <Skeleton className={styles.skeleton} aria-label="Loading person">
          <SkeletonItem size={32} style={{ width: '40%' }} />
          <SkeletonItem size={128} />
        </Skeleton>
      ) : (
        <TabBar
          label="About this person"
          tabs={tabs}
          selected={tab}
          select={(name) => change({ tab: name === 'profile' ? undefined : name })}
        >
          {tab === 'profile' && <PersonProfile detail={detail} asOf={asOf} />}
          {tab === 'groups' && <PersonGroups personId={personId} asOf={asOf} />}
          {tab === 'applications' && <PersonApplications personId={personId} asOf={asOf} />}
          {tab === 'history' && <PersonHistory personId={personId} asOf={asOf} travel={travel} />}
        </TabBar>
      )}
    </>
  )
}

/** Below the name: what they do, where, and how they stand. */
function PersonLine({ detail: { person } }: { detail: PersonDetail }) {
  const styles = useStyles()
  const work = [person.jobTitle, person.department, person.officeLocation].filter(Boolean).join(' · ')
  return (
    <span className={styles.line}>
      <Initials name={person.displayName} quiet={person.state !== 'active'} />
      <Text>{work || 'No title or department'}</Text>
      <PersonMarks state={person.state} userType={person.userType} />
    </span>
  )
}

interface Way {
  asOf: string | undefined
  travel: (asOf: string | undefined) => void
}

function PersonHistory({ personId, asOf, travel }: Way & { personId: string }) {
  return <HistoryList history={usePagedRows(personHistoryQuery(personId))} asOf={asOf} travel={travel} />
}
