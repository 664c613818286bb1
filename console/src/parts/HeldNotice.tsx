import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { SyncRun } from '../api/contract.generated.ts'
import { links } from '../app/links.ts'
import { LinkButton } from './links.tsx'

/** A run that would take too much away waits until a person has looked at the list. */
export function HeldNotice({ run }: { run: SyncRun }): ReactElement {
  return (
    <MessageBar intent="warning" layout="multiline" style={{ marginBottom: tokens.spacingVerticalL }}>
      <MessageBarBody>
        <MessageBarTitle>A sync waits for a decision.</MessageBarTitle> {run.explanation} Until then the directory stays
        as it is, and no other sync runs.
      </MessageBarBody>
      <MessageBarActions>
        <LinkButton {...links.syncRun(run.id)} appearance="primary">
          Look at the list
        </LinkButton>
      </MessageBarActions>
    </MessageBar>
  )
}
