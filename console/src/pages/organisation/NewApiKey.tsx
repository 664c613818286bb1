import { Button, Checkbox, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { Scope } from '../../api/contract.generated.ts'
import { useSession } from '../../api/session.ts'
import { filled, onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'
import { SecretOnce } from '../../parts/SecretOnce.tsx'
import { scopeWords } from './roles.ts'

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '560px' },
  scopes: { display: 'grid', border: 'none', margin: 0, padding: 0 },
})

/** Makes a key out of scopes that the person has; the key is shown once. */
export function NewApiKey(): ReactElement {
  const styles = useStyles()
  const { scopes } = useSession()
  const [chosen, setChosen] = useState<readonly Scope[]>(['directory:read'])
  const create = useCommand('api-keys.create', { refresh: ['api-keys.list'] })
  return (
    <>
      <form
        // another form for the next one, empty again
        key={create.data?.apiKey.apiKeyId}
        className={styles.form}
        onSubmit={onSend((fields) =>
          create.mutate({ name: filled(fields, 'name'), scopes: chosen, validForDays: Number(fields.days) }),
        )}
      >
        {create.error && <Problem error={create.error} />}
        <Field label="What uses it">
          <Input name="name" maxLength={200} autoComplete="off" required />
        </Field>
        <Field label="Valid for">
          <Select name="days" defaultValue="90">
            <option value="30">30 days</option>
            <option value="90">90 days</option>
            <option value="365">A year</option>
          </Select>
        </Field>
        <fieldset className={styles.scopes}>
          <legend>What it may do</legend>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={scopeWords[scope]}
              checked={chosen.includes(scope)}
              onChange={(_, { checked }) =>
                setChosen(checked === true ? [...chosen, scope] : chosen.filter((one) => one !== scope))
              }
            />
          ))}
        </fieldset>
        <div>
          <Button type="submit" appearance="primary" disabled={create.isPending || chosen.length === 0}>
            Make API key
          </Button>
        </div>
      </form>
      {create.data && (
        <SecretOnce
          label={`The key ${create.data.apiKey.name}`}
          hint="Shown this once. Keep it where secrets are kept; send it as “Authorization: Bearer …”."
          text={create.data.key}
        />
      )}
    </>
  )
}
