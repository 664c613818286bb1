import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { addPasskey, passkeyObjection } from '../../api/passkey.ts'
import { sessionQuery } from '../../api/session.ts'
import { filled, onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '420px' } })

/** Has this device make a passkey for the account. */
export function NewPasskey({ onDone }: { onDone: () => unknown }): ReactElement {
  const styles = useStyles()
  const queryClient = useQueryClient()
  const add = useMutation({
    mutationFn: addPasskey,
    onSuccess: async () => {
      await queryClient.invalidateQueries(sessionQuery)
      await onDone()
    },
  })
  const objection = passkeyObjection(add.error)
  return (
    <form className={styles.form} onSubmit={onSend((fields) => add.mutate(filled(fields, 'name')))}>
      {objection !== undefined && (
        <MessageBar intent="warning" role="alert">
          <MessageBarBody>{objection}</MessageBarBody>
        </MessageBar>
      )}
      {add.error && objection === undefined && <Problem error={add.error} />}
      <Field label="Name of this device" hint="By which you recognise the passkey, such as “Work laptop”.">
        <Input name="name" maxLength={100} autoComplete="off" required />
      </Field>
      <div>
        <Button type="submit" appearance="primary" disabled={add.isPending}>
          {add.isPending ? 'Waiting for your device …' : 'Add passkey'}
        </Button>
      </div>
    </form>
  )
}
