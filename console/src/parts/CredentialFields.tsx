import { Field, Input, makeStyles, Radio, RadioGroup, Textarea, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'

const useStyles = makeStyles({
  whole: { display: 'grid', gap: tokens.spacingVerticalM },
  pem: { fontFamily: tokens.fontFamilyMonospace },
})

/** A client secret, or a certificate with its key, pasted or from files. Goes inside a form read with `onSend`. */
export function CredentialFields(): ReactElement {
  const styles = useStyles()
  const [kind, setKind] = useState('secret')
  return (
    <div className={styles.whole}>
      <Field label="Credential">
        <RadioGroup layout="horizontal" value={kind} onChange={(_, { value }) => setKind(value)}>
          <Radio value="secret" label="Client secret" />
          <Radio value="certificate" label="Certificate" />
        </RadioGroup>
      </Field>
      {kind === 'secret' ? (
        <Field
          label="Client secret"
          hint="The secret’s value, which Microsoft shows once when it is made; not the secret’s id. It is sealed here and never shown again."
        >
          <Input name="clientSecret" type="password" autoComplete="off" required />
        </Field>
      ) : (
        <>
          <PemField name="certificate" label="Certificate" hint="PEM: begins with -----BEGIN CERTIFICATE-----." />
          <PemField
            name="privateKey"
            label="Private key"
            hint="PEM, RSA, without a passphrase. It is sealed here and never shown again."
          />
        </>
      )}
    </div>
  )
}

function PemField({ name, label, hint }: { name: string; label: string; hint: string }): ReactElement {
  const styles = useStyles()
  const [text, setText] = useState('')
  return (
    <>
      <Field label={label} hint={hint}>
        <Textarea
          name={name}
          rows={4}
          required
          spellCheck={false}
          value={text}
          onChange={(_, { value }) => setText(value)}
          textarea={{ className: styles.pem }}
        />
      </Field>
      <label>
        {`${label} from a file: `}
        <input
          type="file"
          accept=".pem,.crt,.cer,.key,text/plain"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file && file.size < 50_000) void file.text().then(setText)
          }}
        />
      </label>
    </>
  )
}
