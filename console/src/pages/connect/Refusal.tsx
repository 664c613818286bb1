import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { ConnectionStepRefused } from '../../api/contract.generated.ts'

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL, maxWidth: '920px' },
  next: { marginTop: tokens.spacingVerticalXS },
})

/** Why something about connecting was refused, and the next step. */
export function Refusal({
  step,
  title = 'Not connected',
}: {
  step: ConnectionStepRefused
  title?: string
}): ReactElement {
  const styles = useStyles()
  return (
    <MessageBar intent="error" layout="multiline" role="alert" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>{title}.</MessageBarTitle> {step.detail}
        <div className={styles.next}>
          <strong>What to do:</strong> {step.nextStep}
        </div>
      </MessageBarBody>
    </MessageBar>
  )
}
