import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import type { OwnSession } from '../../api/session.ts'
import { Section } from '../../parts/Section.tsx'
import { NewPassword } from './NewPassword.tsx'

export function Password({ session }: { session: OwnSession }): ReactElement {
  const [open, setOpen] = useState(false)
  const [done, setDone] = useState(false)
  const has = session.credentials.password
  return (
    <Section
      title="Password"
      text={has ? 'Changing it signs you out everywhere else.' : 'You have none. It lets you in wherever you are.'}
      actions={
        <Button
          onClick={() => {
            setDone(false)
            setOpen(!open)
          }}
        >
          {open ? 'Cancel' : has ? 'Change password' : 'Set a password'}
        </Button>
      }
    >
      {done && (
        <MessageBar intent="success" role="status">
          <MessageBarBody>Your password is set.</MessageBarBody>
        </MessageBar>
      )}
      {open && (
        <NewPassword
          session={session}
          onDone={() => {
            setOpen(false)
            setDone(true)
          }}
        />
      )}
    </Section>
  )
}
