import { Badge, Tooltip } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { Presence } from '../api/contract.generated.ts'

/** Marks a group or an application that is no longer there; nothing where it is. */
export function PresenceBadge({ presence }: { presence: Presence }): ReactElement | null {
  if (presence === 'present') return null
  const isDeleted = presence === 'deleted'
  return (
    <Tooltip
      content={
        isDeleted
          ? 'It was deleted. Atrium keeps what it knew.'
          : 'Microsoft no longer names it, without having said that it was deleted.'
      }
      relationship="description"
    >
      <Badge appearance="tint" color={isDeleted ? 'danger' : 'severe'}>
        {isDeleted ? 'Deleted' : 'Absent'}
      </Badge>
    </Tooltip>
  )
}
