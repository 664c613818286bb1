import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { issueOf } from '../../api/problem.ts'
import { useSession } from '../../api/session.ts'
import { filled, onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import { isRole, roleNames, roles } from './roles.ts'

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '560px' } })

/** Invites a person; the link that lets them in is shown once. */
export function AddMember(): ReactElement {
  const styles = useStyles()
  const { organisation } = useSession()
  const add = useCommand('organisations.add-member', { refresh: ['organisations.members'] })
  const email = issueOf(add.error, 'email')
  return (
    <>
      <form
        // another form for the next one, empty again
        key={add.data?.member.accountId}
        className={styles.form}
        onSubmit={onSend((fields) => {
          if (!isRole(fields.role)) return
          add.mutate({ displayName: filled(fields, 'displayName'), email: filled(fields, 'email'), role: fields.role })
        })}
      >
        {add.error && <Problem error={add.error} />}
        <Field label="Name">
          <Input name="displayName" maxLength={200} autoComplete="off" required />
        </Field>
        <Field
          label="E-mail address"
          {...(email !== undefined && { validationState: 'error', validationMessage: email })}
        >
          <Input name="email" type="email" autoComplete="off" required />
        </Field>
        <Field label="Role">
          <Select name="role" defaultValue="viewer">
            {roleNames
              .filter((role) => role !== 'owner' || organisation.role === 'owner')
              .map((role) => (
                <option key={role} value={role}>
                  {roles[role].label}: {roles[role].may}
                </option>
              ))}
          </Select>
        </Field>
        <div>
          <Button type="submit" appearance="primary" disabled={add.isPending}>
            Add member
          </Button>
        </div>
      </form>
      {add.data && (
        <SecretOnce
          label={`Sign-in link for ${add.data.member.displayName}`}
          hint="Shown this once, and works once within 24 hours. Give it to this person only, by a way that you trust: whoever opens it becomes them here."
          text={add.data.signInLink}
        />
      )}
    </>
  )
}
