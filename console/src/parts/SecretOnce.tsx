import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'

const useStyles = makeStyles({ text: { fontFamily: tokens.fontFamilyMonospace, maxWidth: '640px' } })

/** A text that is shown this once, to be copied. */
export function SecretOnce({ label, hint, text }: { label: string; hint: string; text: string }): ReactElement {
  const styles = useStyles()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Field label={label} hint={hint}>
      <Input
        className={styles.text}
        value={text}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        contentAfter={
          <Button type="button" size="small" appearance="transparent" onClick={() => void copy()}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        }
      />
    </Field>
  )
}
