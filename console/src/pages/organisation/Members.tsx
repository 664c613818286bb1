import { Badge, Button, makeStyles, Select, Text, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { Member } from '../../api/contract.generated.ts'
import { useMay, useSession } from '../../api/session.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { Initials } from '../../parts/Initials.tsx'
import { ListEnd } from '../../parts/ListEnd.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { Section } from '../../parts/Section.tsx'
import { AddMember } from './AddMember.tsx'
import { membersQuery } from './queries.ts'
import { isRole, roleNames, roles } from './roles.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  member: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 220px', minWidth: 0 },
})

/** Who belongs to the organisation, in which role. */
export function Members(): ReactElement {
  const styles = useStyles()
  const may = useMay('organisation:write')
  const list = usePagedRows(membersQuery)
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<Member>()
  const remove = useCommand('organisations.remove-member', {
    refresh: ['organisations.members', 'api-keys.list'],
    onDone: () => setLeaving(undefined),
  })
  return (
    <Section
      title="Members"
      text="People who sign in here. Their role says what they may do."
      actions={may && <Button onClick={() => setAdding(!adding)}>{adding ? 'Close' : 'Add a member'}</Button>}
    >
      {adding && <AddMember />}
      <ul className={styles.list} aria-label="Members">
        {list.rows?.map((member) => (
          <li key={member.accountId} className={styles.member}>
            <Initials name={member.displayName} />
            <div className={styles.words}>
              <Text weight="semibold" block>
                {member.displayName}{' '}
                {member.state === 'invited' && (
                  <Badge appearance="tint" color="informative">
                    Invited
                  </Badge>
                )}
              </Text>
              <Text size={200}>
                {member.email ?? 'No e-mail address'} · added <DateTimeText at={member.since} />
              </Text>
            </div>
            <RoleChoice member={member} />
            {may && <Button onClick={() => setLeaving(member)}>Remove</Button>}
          </li>
        ))}
      </ul>
      {(list.rows === undefined || list.hasMore || list.error !== null) && <ListEnd list={list} noun="members" />}
      <ConfirmDialog
        open={leaving !== undefined}
        title={`Remove ${leaving?.displayName ?? ''}?`}
        confirmLabel="Remove"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => leaving && remove.mutate({ accountId: leaving.accountId })}
        onClose={() => setLeaving(undefined)}
      >
        <Text>Their sessions here end at once, and their API keys work no more.</Text>
      </ConfirmDialog>
    </Section>
  )
}

function RoleChoice({ member }: { member: Member }): ReactElement {
  const own = useSession()
  const may = useMay('organisation:write')
  const change = useCommand('organisations.change-role', { refresh: ['organisations.members', 'session.show'] })
  const mayThis = may && (own.organisation.role === 'owner' || member.role !== 'owner')
  if (!mayThis) return <Text title={roles[member.role].may}>{roles[member.role].label}</Text>
  return (
    <>
      <Select
        aria-label={`Role of ${member.displayName}`}
        value={member.role}
        disabled={change.isPending}
        onChange={(_, { value }) => {
          if (isRole(value)) change.mutate({ accountId: member.accountId, role: value })
        }}
      >
        {roleNames
          .filter((role) => role !== 'owner' || own.organisation.role === 'owner')
          .map((role) => (
            <option key={role} value={role}>
              {roles[role].label}
            </option>
          ))}
      </Select>
      {change.error && <Problem error={change.error} />}
    </>
  )
}
