import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { ConnectionStepRefused } from '../../api/contract.generated.ts'

const useStyles = makeStyles({
  bar: { marginBottom: tokens.spacingVerticalL, maxWidth: '920px' },
  next: { marginTop: tokens.spacingVerticalXS },
})

/** Why connecting was refused, and the next step. */
export function Refusal({ step }: { step: ConnectionStepRefused }): ReactElement {
  const styles = useStyles()
  return (
    <MessageBar intent="error" layout="multiline" role="alert" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>Not connected.</MessageBarTitle> {step.detail}
        <div className={styles.next}>
          <strong>What to do:</strong> {step.nextStep}
        </div>
      </MessageBarBody>
    </MessageBar>
  )
}
