import { PeopleTeamRegular } from '@fluentui/react-icons'
import { type ReactElement, useMemo } from 'react'
import type { EffectiveMember, GroupMember } from '../../api/contract.generated.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { PagedList } from '../../parts/PagedList.tsx'
import type { PagedRows } from '../../parts/paged-query.ts'
import { PersonCard } from '../people/people-columns.tsx'
import { effectiveColumns, HowIn, MemberLink, memberColumns, memberKindText } from './group-columns.tsx'

interface Words {
  /** “Owners of this group” */
  label: string
  /** “owners” */
  noun: string
  empty: { title: string; text: string }
}

/** Direct members or owners, of every kind. */
export function MemberList(props: {
  list: PagedRows<GroupMember>
  asOf: string | undefined
  words: Words
}): ReactElement {
  const { list, asOf, words } = props
  const columns = useMemo(() => memberColumns(asOf), [asOf])
  return (
    <PagedList
      label={words.label}
      noun={words.noun}
      list={list}
      rowId={({ id }) => id}
      columns={columns}
      card={(member) => (
        <CardLines
          title={<MemberLink member={member} asOf={asOf} />}
          line={memberKindText(member)}
          second={member.detail}
        />
      )}
      empty={<EmptyState icon={<PeopleTeamRegular />} {...words.empty} />}
    />
  )
}

/** Everybody in a group, directly or through groups within it. */
export function EffectiveMemberList(props: {
  list: PagedRows<EffectiveMember>
  asOf: string | undefined
  total: number
}): ReactElement {
  const { list, asOf, total } = props
  const columns = useMemo(() => effectiveColumns(asOf), [asOf])
  return (
    <PagedList
      label="Everybody in this group"
      noun="people"
      list={list}
      total={total}
      rowId={({ person }) => person.id}
      columns={columns}
      card={(member) =>
        member.isDirect ? (
          <PersonCard person={member.person} asOf={asOf} />
        ) : (
          <PersonCard person={member.person} asOf={asOf} note={<HowIn member={member} asOf={asOf} />} />
        )
      }
      empty={
        <EmptyState
          icon={<PeopleTeamRegular />}
          title="Nobody is in this group"
          text="No person is in it, neither directly nor through another group."
        />
      }
    />
  )
}
