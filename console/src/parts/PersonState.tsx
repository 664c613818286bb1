import { Badge, type BadgeProps, Tooltip } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { PersonState } from '../api/contract.generated.ts'

const shown: Record<PersonState, { text: string; color: NonNullable<BadgeProps['color']>; meaning: string }> = {
  active: { text: 'Active', color: 'success', meaning: 'Known to Microsoft Entra ID, and may sign in.' },
  blocked: { text: 'Blocked', color: 'warning', meaning: 'The account exists, and sign-in is blocked.' },
  absent: {
    text: 'Absent',
    color: 'severe',
    meaning:
      'Microsoft no longer names this person, without having said that they were deleted. Counts as blocked everywhere.',
  },
  deleted: { text: 'Deleted', color: 'danger', meaning: 'The account was deleted. Atrium keeps what it knew.' },
}

export const personStateText = (state: PersonState): string => shown[state].text

/** How a person stands, in a word and a colour; what it means on hover and focus. */
export function PersonStateBadge({ state }: { state: PersonState }): ReactNode {
  const { text, color, meaning } = shown[state]
  return (
    <Tooltip content={meaning} relationship="description">
      <Badge appearance="tint" color={color}>
        {text}
      </Badge>
    </Tooltip>
  )
}

/** The marks beside a name: only what is out of the ordinary. */
export function PersonMarks({ state, userType }: { state: PersonState; userType: string | null }): ReactNode {
  return (
    <>
      {state !== 'active' && <PersonStateBadge state={state} />}
      {userType === 'Guest' && (
        <Badge appearance="outline" color="informative">
          Guest
        </Badge>
      )}
    </>
  )
}
