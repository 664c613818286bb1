import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import type { PermissionPackName } from '../../api/contract.generated.ts'
import { issueOf } from '../../api/problem.ts'
import { CredentialFields } from '../../parts/CredentialFields.tsx'
import { filled, onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { ofConnections } from '../connection/queries.ts'
import { useFollowStep } from './follow-step.ts'
import { Refusal } from './Refusal.tsx'

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  actions: { display: 'flex', gap: tokens.spacingHorizontalM },
  list: { margin: 0, paddingLeft: '20px', display: 'grid', gap: '4px' },
})

const guid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'

/** The organisation's own application: where it is registered, and its credential. */
export function OwnRegistration(props: { packs: readonly PermissionPackName[]; onBack: () => void }): ReactElement {
  const styles = useStyles()
  const follow = useFollowStep()
  const connect = useCommand('connections.connect-own', { refresh: ofConnections, onDone: follow })
  const error = connect.error
  const refused = connect.data?.next === 'refused' ? connect.data : undefined
  return (
    <>
      {refused && <Refusal step={refused} />}
      {error && <Problem error={error} />}
      <Section
        title="Your app registration"
        text="In the Microsoft Entra admin center, under Identity, Applications, App registrations."
      >
        <ol className={styles.list}>
          <li>New registration, for accounts in this directory only; no redirect address is needed.</li>
          <li>
            API permissions, Microsoft Graph, Application permissions: add those of the packs that you chose, then Grant
            admin consent.
          </li>
          <li>Certificates &amp; secrets: make a client secret, or upload a certificate.</li>
          <li>Overview: copy the two ids into this form.</li>
        </ol>
        <form
          className={styles.form}
          onSubmit={onSend(({ clientSecret, certificate, privateKey, ...fields }) =>
            connect.mutate({
              directory: filled(fields, 'directory'),
              applicationId: filled(fields, 'applicationId').toLowerCase(),
              packs: props.packs,
              clientSecret,
              certificate,
              privateKey,
            }),
          )}
        >
          <Field label="Directory (tenant) id, or a domain of the tenancy" {...wrong(issueOf(error, 'directory'))}>
            <Input name="directory" autoComplete="off" spellCheck={false} required />
          </Field>
          <Field label="Application (client) id" {...wrong(issueOf(error, 'applicationId'))}>
            <Input
              name="applicationId"
              autoComplete="off"
              spellCheck={false}
              required
              pattern={guid}
              title="An id like 00000000-0000-0000-0000-000000000000"
            />
          </Field>
          <CredentialFields />
          <Text size={200}>Atrium tries the credential at once, before anything is kept.</Text>
          <div className={styles.actions}>
            <Button type="submit" appearance="primary" disabled={connect.isPending}>
              {connect.isPending ? 'Trying …' : 'Connect'}
            </Button>
            <Button type="button" onClick={props.onBack}>
              Back
            </Button>
          </div>
        </form>
      </Section>
    </>
  )
}

const wrong = (text: string | undefined) =>
  text === undefined ? {} : { validationState: 'error' as const, validationMessage: text }
