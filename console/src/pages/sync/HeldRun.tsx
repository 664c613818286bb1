import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular } from '@fluentui/react-icons'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import type { HeldChange, SyncRun } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { listColumns } from '../../parts/list-columns.ts'
import { PagedList } from '../../parts/PagedList.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { Section } from '../../parts/Section.tsx'
import { heldChangesQuery } from './queries.ts'
import { readDirectoryAgain } from './sync-progress.ts'

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  words: { color: tokens.colorNeutralForeground2 },
})

const kinds: Record<HeldChange['kind'], string> = {
  person: 'Person',
  membership: 'Membership',
  assignment: 'Assignment',
}

const column = listColumns<HeldChange>()

const columns = column.columns([
  column.accessor('kind', { meta: { label: 'What', width: 130 }, cell: ({ row }) => kinds[row.original.kind] }),
  column.accessor('name', {
    meta: { label: 'Who', width: 260 },
    cell: ({ row }) => row.original.name ?? 'No name',
  }),
  column.accessor('detail', { meta: { label: 'What would happen', width: 420 } }),
])

/** A run that waits: all that it would take away, and the decision. */
export function HeldRun({ run, ask }: { run: SyncRun; ask: () => void }): ReactElement {
  const styles = useStyles()
  const client = useQueryClient()
  const mayDecide = useMay('directory:sync')
  const refuse = useCommand('sync-runs.refuse', { onDone: () => readDirectoryAgain(client) })
  const list = usePagedRows(heldChangesQuery(run.id))
  return (
    <Section
      title="This run waits for a decision"
      text={
        <>
          {run.explanation} If the people below really left, confirm: they are kept with their history and marked as
          gone. If something is wrong at Microsoft, refuse: nothing changes, and the next run reads everything again.
        </>
      }
      actions={
        mayDecide ? (
          <div className={styles.buttons}>
            <Button disabled={refuse.isPending} onClick={() => refuse.mutate({ runId: run.id })}>
              Refuse
            </Button>
            <Button appearance="primary" disabled={refuse.isPending} onClick={ask}>
              Confirm …
            </Button>
          </div>
        ) : (
          <Text className={styles.words}>An owner, admin or operator of this organisation can decide.</Text>
        )
      }
    >
      {refuse.error && <Problem error={refuse.error} />}
      <PagedList
        label="What this run would take away"
        noun="losses"
        list={list}
        rowId={({ kind, id }) => `${kind} ${id}`}
        columns={columns}
        card={(change) => (
          <CardLines title={change.name ?? 'No name'} line={kinds[change.kind]} second={change.detail} />
        )}
        empty={
          <EmptyState
            icon={<CheckmarkCircleRegular />}
            title="Nothing would be lost any more"
            text="What this run would have taken away is gone from it by now."
          />
        }
      />
    </Section>
  )
}

/**
 * Asks once more, since it cannot be undone. It stays on the page when the run no longer waits: a dialog that is taken away
 * while it is open leaves everything behind it hidden from screen readers.
 */
export function ConfirmHeldRun(props: { runId: string; isOpen: boolean; close: () => void }): ReactElement {
  const { runId, isOpen, close } = props
  const client = useQueryClient()
  const confirm = useCommand('sync-runs.confirm', {
    onDone: () => {
      close()
      return readDirectoryAgain(client)
    },
  })
  return (
    <ConfirmDialog
      open={isOpen}
      title="Carry out this run?"
      confirmLabel="Confirm the losses"
      busy={confirm.isPending}
      error={confirm.error}
      onConfirm={() => confirm.mutate({ runId })}
      onClose={close}
    >
      <Text>
        Everything in the list takes effect at once for all who rely on this directory. It cannot be undone here: people
        come back only when Microsoft names them again.
      </Text>
    </ConfirmDialog>
  )
}
