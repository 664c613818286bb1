import { Skeleton, SkeletonItem, Text } from '@fluentui/react-components'
import { AppsListRegular, ShieldKeyholeRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useMemo } from 'react'
import type { ApplicationDetail } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { AsOfBanner, AsOfPicker } from '../../parts/AsOf.tsx'
import { chosen } from '../../parts/address-values.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { FactList } from '../../parts/FactList.tsx'
import { HistoryList } from '../../parts/HistoryList.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { PagedList } from '../../parts/PagedList.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { PresenceBadge } from '../../parts/PresenceBadge.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { ReadAge } from '../../parts/ReadAge.tsx'
import { TabBar } from '../../parts/TabBar.tsx'
import { UnknownThing } from '../../parts/UnknownThing.tsx'
import { MemberList } from '../groups/MemberList.tsx'
import {
  assignmentColumns,
  forWhom,
  grantColumns,
  PrincipalLink,
  principalKindText,
  whoMayUse,
} from './application-columns.tsx'
import { roleText } from './application-words.ts'
import type { ApplicationSearch } from './applications-search.ts'
import {
  applicationHistoryQuery,
  applicationOwnersQuery,
  applicationQuery,
  assignmentsQuery,
  permissionGrantsQuery,
} from './queries.ts'

const route = getRouteApi('/signed-in/applications/$applicationId')

/** One application: who is assigned to it, who owns it, what it may do, and how that came to be. */
export function ApplicationPage(): ReactElement {
  const { applicationId } = route.useParams()
  const { asOf, tab = 'assignments' } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(applicationQuery({ applicationId, asOf }))
  const change = (to: { [Name in keyof ApplicationSearch]: ApplicationSearch[Name] | undefined }) =>
    void navigate({ search: (before) => chosen({ ...before, ...to }) })
  const travel = (to: string | undefined) => change({ asOf: to })
  const detail = found.data
  const of = { applicationId, asOf }
  return (
    <>
      <TextLink {...links.applications({ asOf })}>Applications</TextLink>
      <PageHeader
        title={detail ? (detail.application.displayName ?? 'No name') : 'Application'}
        text={detail && <Standing detail={detail} />}
        actions={<AsOfPicker asOf={asOf} travel={travel} />}
      />
      <AsOfBanner asOf={asOf} travel={travel} answered={detail?.asOf} />
      {found.error ? (
        <UnknownThing
          error={found.error}
          retry={() => void found.refetch()}
          noun="application"
          asOf={asOf}
          travel={travel}
          wayOut={<LinkButton {...links.applications()}>Go to Applications</LinkButton>}
        />
      ) : detail === undefined ? (
        <Skeleton aria-label="Loading application">
          <SkeletonItem size={128} />
        </Skeleton>
      ) : (
        <>
          <ApplicationFacts detail={detail} asOf={asOf} />
          <TabBar
            label="About this application"
            tabs={[
              { name: 'assignments', label: 'Assigned', count: detail.assignments },
              { name: 'owners', label: 'Owners', count: detail.owners },
              { name: 'permissions', label: 'Permissions', count: detail.permissionGrants },
              { name: 'history', label: 'History' },
            ]}
            selected={tab}
            select={(name) => change({ tab: name === 'assignments' ? undefined : name })}
          >
            {tab === 'owners' && <ReadAge resource="servicePrincipalOwners" what="Owners" asOf={asOf} onlyOld />}
            {tab === 'permissions' && <ReadAge resource="permissionGrants" what="Permissions" asOf={asOf} onlyOld />}
            {tab === 'assignments' && <Assignments of={of} total={detail.assignments} />}
            {tab === 'owners' && <Owners of={of} />}
            {tab === 'permissions' && <Permissions of={of} />}
            {tab === 'history' && <History applicationId={applicationId} asOf={asOf} travel={travel} />}
          </TabBar>
        </>
      )}
    </>
  )
}

const Standing = ({ detail: { application } }: { detail: ApplicationDetail }) => (
  <span>
    <Text>{application.publisher ?? 'Publisher not known'} </Text>
    <PresenceBadge presence={application.presence} />
  </span>
)

function ApplicationFacts({ detail, asOf }: { detail: ApplicationDetail; asOf: string | undefined }) {
  const { application, firstSeenAt } = detail
  return (
    <div style={{ marginBottom: '16px' }}>
      <FactList
        label="About this application"
        facts={[
          { name: 'Who may use it', value: whoMayUse(application) },
          { name: 'Sign-in', value: application.accountEnabled === false ? 'Switched off' : 'Allowed' },
          { name: 'Roles', value: application.appRoles.map((role) => roleText(role)).join(', ') },
          { name: 'Assignments', value: <ReadAge resource="appRoleAssignments" asOf={asOf} /> },
          { name: 'First seen', value: <DateTimeText at={firstSeenAt} /> },
          { name: 'Application id', value: application.appId },
        ]}
      />
    </div>
  )
}

interface Of {
  of: { applicationId: string; asOf: string | undefined }
}

function Assignments({ of, total }: Of & { total: number }) {
  const columns = useMemo(() => assignmentColumns(of.asOf), [of.asOf])
  return (
    <PagedList
      label="Assignments of this application"
      noun="assignments"
      list={usePagedRows(assignmentsQuery(of))}
      total={total}
      rowId={({ id }) => id}
      columns={columns}
      card={(row) => (
        <CardLines
          title={<PrincipalLink row={row} asOf={of.asOf} />}
          line={principalKindText(row)}
          second={roleText(row.role)}
        />
      )}
      empty={
        <EmptyState
          icon={<AppsListRegular />}
          title="Nobody is assigned"
          text="No person and no group is assigned to this application. Where it asks for no assignment, everybody may use it all the same."
        />
      }
    />
  )
}

const Owners = ({ of }: Of) => (
  <MemberList
    list={usePagedRows(applicationOwnersQuery(of))}
    asOf={of.asOf}
    words={{
      label: 'Owners of this application',
      noun: 'owners',
      empty: {
        title: 'Nobody owns this application',
        text: 'An application without an owner has nobody who answers for it. Owners are named in Microsoft Entra.',
      },
    }}
  />
)

function Permissions({ of }: Of) {
  const columns = useMemo(() => grantColumns(of.asOf), [of.asOf])
  return (
    <PagedList
      label="Permissions of this application"
      noun="grants"
      list={usePagedRows(permissionGrantsQuery(of))}
      rowId={({ id }) => id}
      columns={columns}
      card={(row) => <CardLines title={row.scopes.join(', ')} line={row.resource.displayName} second={forWhom(row)} />}
      empty={
        <EmptyState
          icon={<ShieldKeyholeRegular />}
          title="No delegated permissions"
          text="This application was given no permission to act in the name of who signs in."
        />
      }
    />
  )
}

function History(props: { applicationId: string; asOf: string | undefined; travel: (asOf: string) => void }) {
  const { applicationId, asOf, travel } = props
  return <HistoryList history={usePagedRows(applicationHistoryQuery(applicationId))} asOf={asOf} travel={travel} />
}
