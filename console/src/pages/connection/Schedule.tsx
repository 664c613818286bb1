import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { issueOf } from '../../api/problem.ts'
import { useMay } from '../../api/session.ts'
import { onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { type Connection, ofConnections } from './queries.ts'

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  number: { maxWidth: '160px' },
})

/** How often it syncs, and how much may go at once before a person is asked. */
export function Schedule({ connection }: { connection: Connection }): ReactElement {
  const styles = useStyles()
  const may = useMay('connections:write') && connection.state !== 'revoked'
  const save = useCommand('connections.configure', { refresh: ofConnections })
  const number = { type: 'number', className: styles.number, required: true, disabled: !may } as const
  return (
    <Section
      title="Schedule and purge guard"
      text="The purge guard keeps a mistake at Microsoft from emptying your directory here: a sync that would take away more than it allows stops, changes nothing, and waits for a person."
    >
      <form
        className={styles.form}
        onSubmit={onSend(({ name, scheduleMinutes, guardAtLeast, guardPercent }) =>
          save.mutate({
            connectionId: connection.connectionId,
            name,
            scheduleMinutes: Number(scheduleMinutes),
            guardAtLeast: Number(guardAtLeast),
            guardPercent: Number(guardPercent),
          }),
        )}
      >
        {save.error && <Problem error={save.error} />}
        {save.isSuccess && (
          <MessageBar intent="success" role="status">
            <MessageBarBody>Saved.</MessageBarBody>
          </MessageBar>
        )}
        <Field label="Name of the connection" {...wrong(issueOf(save.error, 'name'))}>
          <Input name="name" defaultValue={connection.name} maxLength={100} required disabled={!may} />
        </Field>
        <Field label="Minutes from one sync to the next" hint="5 to 1,440 (once a day)">
          <Input
            name="scheduleMinutes"
            min={5}
            max={1440}
            step={1}
            defaultValue={String(connection.scheduleMinutes)}
            {...number}
          />
        </Field>
        <Field
          label="Losses within 24 hours that never stop a sync"
          hint="People, memberships or assignments, each counted by itself"
        >
          <Input name="guardAtLeast" min={0} step={1} defaultValue={String(connection.guardAtLeast)} {...number} />
        </Field>
        <Field label="Or up to this share of what there was, in percent" hint="The larger of the two counts.">
          <Input
            name="guardPercent"
            min={0}
            max={100}
            step="any"
            defaultValue={String(connection.guardPercent)}
            {...number}
          />
        </Field>
        {may && (
          <div>
            <Button type="submit" disabled={save.isPending}>
              Save
            </Button>
          </div>
        )}
      </form>
    </Section>
  )
}

const wrong = (text: string | undefined) =>
  text === undefined ? {} : { validationState: 'error' as const, validationMessage: text }
