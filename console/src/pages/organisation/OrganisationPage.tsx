import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useRouter } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { useMay, useSession } from '../../api/session.ts'
import { filled, onSend } from '../../parts/form.ts'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { ApiKeys } from './ApiKeys.tsx'
import { Members } from './Members.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  field: { flex: '0 1 360px' },
})

/** Who belongs to the organisation, and which programs may act for it. */
export function OrganisationPage(): ReactElement {
  const { organisation } = useSession()
  const may = useMay('organisation:write')
  return (
    <>
      <PageHeader title="Organisation" text={organisation.name} />
      {may && <Name />}
      <Members />
      <ApiKeys />
      <FurtherOrganisation />
    </>
  )
}

function Name(): ReactElement {
  const styles = useStyles()
  const { organisation } = useSession()
  const rename = useCommand('organisations.rename', { refresh: ['session.show'] })
  return (
    <Section title="Name">
      {rename.error && <Problem error={rename.error} />}
      <form className={styles.row} onSubmit={onSend((fields) => rename.mutate({ name: filled(fields, 'name') }))}>
        <Field label="Name of the organisation" className={styles.field}>
          <Input name="name" defaultValue={organisation.name} maxLength={200} required />
        </Field>
        <Button type="submit" disabled={rename.isPending}>
          Save
        </Button>
      </form>
    </Section>
  )
}

function FurtherOrganisation(): ReactElement {
  const styles = useStyles()
  const router = useRouter()
  const create = useCommand('organisations.create', {
    refresh: ['session.show'],
    onDone: () => router.invalidate(),
  })
  return (
    <Section
      title="A further organisation"
      text="For another tenancy. It shares nothing with this one; you own it, and switch between them in the menu of your account."
    >
      {create.error && <Problem error={create.error} />}
      <form
        // another form for the next one, empty again
        key={create.data?.organisationId}
        className={styles.row}
        onSubmit={onSend((fields) => create.mutate({ name: filled(fields, 'name') }))}
      >
        <Field
          label="Its name"
          className={styles.field}
          {...(create.data && { validationState: 'success', validationMessage: `${create.data.name} was made.` })}
        >
          <Input name="name" maxLength={200} required />
        </Field>
        <Button type="submit" disabled={create.isPending}>
          Create
        </Button>
      </form>
    </Section>
  )
}
