import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { SyncRun } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { TextLink } from '../../parts/links.tsx'
import { listColumns } from '../../parts/list-columns.ts'
import { RunStatusBadge } from '../../parts/RunStatus.tsx'
import { lengthOfTime, shortTime } from '../../parts/time-words.ts'
import { changesText, triggerText } from './run-words.ts'

const useStyles = makeStyles({ name: { display: 'inline-flex', gap: tokens.spacingHorizontalS, alignItems: 'center' } })

/** A run, named by when it began. */
export function RunLink({ run }: { run: SyncRun }): ReactElement {
  return <TextLink {...links.syncRun(run.id)}>{shortTime(run.startedAt)}</TextLink>
}

/** A run in a card: when it began and how it ended. */
export function RunTitle({ run }: { run: SyncRun }): ReactElement {
  const styles = useStyles()
  return (
    <span className={styles.name}>
      <RunLink run={run} />
      <RunStatusBadge status={run.status} />
    </span>
  )
}

export const runLength = ({ durationSeconds }: SyncRun): string =>
  durationSeconds === null ? '' : lengthOfTime(durationSeconds)

const column = listColumns<SyncRun>()

export const runColumns = column.columns([
  column.accessor('startedAt', {
    meta: { label: 'Began', width: 170 },
    cell: ({ row }) => <RunLink run={row.original} />,
  }),
  column.accessor('status', {
    meta: { label: 'State', width: 150 },
    cell: ({ row }) => <RunStatusBadge status={row.original.status} />,
  }),
  column.accessor('trigger', {
    meta: { label: 'Begun by', width: 190 },
    cell: ({ row: { original } }) => triggerText(original.trigger),
  }),
  column.display({
    id: 'changes',
    meta: { label: 'Changed', width: 220 },
    cell: ({ row }) => changesText(row.original),
  }),
  column.accessor('objectsRead', {
    meta: { label: 'Objects read', width: 110 },
    cell: ({ row }) => row.original.objectsRead.toLocaleString('en'),
  }),
  column.accessor('requests', { meta: { label: 'Requests', width: 90 } }),
  column.accessor('durationSeconds', {
    meta: { label: 'Took', width: 90 },
    cell: ({ row }) => runLength(row.original),
  }),
])
