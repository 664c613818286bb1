import { Skeleton, SkeletonItem, Text } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { GroupDetail } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { AsOfBanner, AsOfPicker } from '../../parts/AsOf.tsx'
import { chosen } from '../../parts/address-values.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { FactList } from '../../parts/FactList.tsx'
import { HistoryList } from '../../parts/HistoryList.tsx'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { PresenceBadge } from '../../parts/PresenceBadge.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { TabBar } from '../../parts/TabBar.tsx'
import { UnknownThing } from '../../parts/UnknownThing.tsx'
import { groupKindText } from './group-words.ts'
import type { GroupSearch } from './groups-search.ts'
import { EffectiveMemberList, MemberList } from './MemberList.tsx'
import { effectiveMembersQuery, groupHistoryQuery, groupMembersQuery, groupOwnersQuery, groupQuery } from './queries.ts'

const route = getRouteApi('/signed-in/groups/$groupId')

/** One group: who is in it and why, who owns it, and how it came to be so. */
export function GroupPage(): ReactElement {
  const { groupId } = route.useParams()
  const { asOf, tab = 'everyone' } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useQuery(groupQuery({ groupId, asOf }))
  const change = (to: { [Name in keyof GroupSearch]: GroupSearch[Name] | undefined }) =>
    void navigate({ search: (before) => chosen({ ...before, ...to }) })
  const travel = (to: string | undefined) => change({ asOf: to })
  const detail = found.data
  const of = { groupId, asOf }
  return (
    <>
      <TextLink {...links.groups({ asOf })}>Groups</TextLink>
      <PageHeader
        title={detail ? (detail.group.displayName ?? 'No name') : 'Group'}
        text={detail && <Standing detail={detail} />}
        actions={<AsOfPicker asOf={asOf} travel={travel} />}
      />
      <AsOfBanner asOf={asOf} travel={travel} answered={detail?.asOf} />
      {found.error ? (
        <UnknownThing
          error={found.error}
          retry={() => void found.refetch()}
          noun="group"
          asOf={asOf}
          travel={travel}
          wayOut={<LinkButton {...links.groups()}>Go to Groups</LinkButton>}
        />
      ) : detail === undefined ? (
        <Skeleton aria-label="Loading group">
          <SkeletonItem size={128} />
        </Skeleton>
      ) : (
        <>
          <GroupFacts detail={detail} />
          <TabBar
            label="About this group"
            tabs={[
              { name: 'everyone', label: 'Everybody in it', count: detail.effectivePeople },
              { name: 'members', label: 'Direct members', count: detail.directMembers },
              { name: 'owners', label: 'Owners', count: detail.owners },
              { name: 'history', label: 'History' },
            ]}
            selected={tab}
            select={(name) => change({ tab: name === 'everyone' ? undefined : name })}
          >
            {tab === 'everyone' && <Everyone of={of} total={detail.effectivePeople} />}
            {tab === 'members' && <Members of={of} />}
            {tab === 'owners' && <Owners of={of} />}
            {tab === 'history' && <History groupId={groupId} asOf={asOf} travel={travel} />}
          </TabBar>
        </>
      )}
    </>
  )
}

const Standing = ({ detail: { group } }: { detail: GroupDetail }) => (
  <span>
    <Text>{group.description ?? groupKindText(group)} </Text>
    <PresenceBadge presence={group.presence} />
  </span>
)

function GroupFacts({ detail: { group, firstSeenAt } }: { detail: GroupDetail }) {
  return (
    <div style={{ marginBottom: '16px' }}>
      <FactList
        label="About this group"
        facts={[
          { name: 'Kind', value: groupKindText(group) },
          { name: 'Address', value: group.mail },
          ...(group.membershipRule === null
            ? []
            : [{ name: 'Rule that chooses its members', value: <code>{group.membershipRule}</code> }]),
          { name: 'Can be given Entra roles', value: group.isAssignableToRole ? 'Yes' : 'No' },
          { name: 'First seen', value: <DateTimeText at={firstSeenAt} /> },
          { name: 'Object id', value: group.id },
        ]}
      />
    </div>
  )
}

interface Of {
  of: { groupId: string; asOf: string | undefined }
}

const Everyone = ({ of, total }: Of & { total: number }) => (
  <EffectiveMemberList list={usePagedRows(effectiveMembersQuery(of))} asOf={of.asOf} total={total} />
)

const Members = ({ of }: Of) => (
  <MemberList
    list={usePagedRows(groupMembersQuery(of))}
    asOf={of.asOf}
    words={{
      label: 'Direct members of this group',
      noun: 'members',
      empty: { title: 'No direct members', text: 'Nobody and nothing is in this group.' },
    }}
  />
)

const Owners = ({ of }: Of) => (
  <MemberList
    list={usePagedRows(groupOwnersQuery(of))}
    asOf={of.asOf}
    words={{
      label: 'Owners of this group',
      noun: 'owners',
      empty: {
        title: 'Nobody owns this group',
        text: 'A group without an owner has nobody who answers for its members. Owners are named in Microsoft Entra.',
      },
    }}
  />
)

function History(props: { groupId: string; asOf: string | undefined; travel: (asOf: string) => void }) {
  const { groupId, asOf, travel } = props
  return <HistoryList history={usePagedRows(groupHistoryQuery(groupId))} asOf={asOf} travel={travel} />
}
