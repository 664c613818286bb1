import { Badge, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { ConnectionNotifications } from '../../api/contract.generated.ts'
import { notificationsState } from '../../parts/connection-words.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { type Fact, FactList } from '../../parts/FactList.tsx'
import { Section } from '../../parts/Section.tsx'

/** Whether Microsoft tells of changes as they happen; if not, why, and what a person can do about it. */
export function Notifications({ notifications }: { notifications: ConnectionNotifications }): ReactElement {
  const { state, sentence, next } = notifications
  const { label, color, intent } = notificationsState[state]
  return (
    <Section
      title="Change notifications"
      text="With them a change at Microsoft is seen here within seconds. The syncs on schedule go on in any case and miss nothing."
      actions={
        <Badge appearance="tint" color={color} size="large">
          {label}
        </Badge>
      }
    >
      <MessageBar layout="multiline" intent={intent}>
        <MessageBarBody>
          <MessageBarTitle>{sentence}</MessageBarTitle> {next}
        </MessageBarBody>
      </MessageBar>
      {notifications.address !== null && <FactList label="Facts of the notifications" facts={factsOf(notifications)} />}
    </Section>
  )
}

function factsOf({ address, lastNotificationAt, expiresAt }: ConnectionNotifications): Fact[] {
  const instant = (at: string | null) => (at === null ? null : <DateTimeText at={at} />)
  return [
    { name: 'Microsoft last told of a change', value: instant(lastNotificationAt) },
    { name: 'Subscription lasts until', value: instant(expiresAt), note: 'Renewed long before' },
    { name: 'Address that Microsoft calls', value: address },
  ]
}
