import { Badge, type BadgeProps } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { SyncStatus } from '../api/contract.generated.ts'
import { runStatus } from './sync-words.ts'

const colours: Record<SyncStatus, NonNullable<BadgeProps['color']>> = {
  running: 'brand',
  completed: 'success',
  incomplete: 'warning',
  held: 'severe',
  refused: 'informative',
  failed: 'danger',
}

/** How a run ended, or that it goes on or waits. */
export const RunStatusBadge = ({ status }: { status: SyncStatus }): ReactElement => (
  <Badge appearance="tint" color={colours[status]}>
    {runStatus[status]}
  </Badge>
)
