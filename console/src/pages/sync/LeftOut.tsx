import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { SyncPlan } from '../../api/contract.generated.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { inReadingOrder, resourceName } from '../../parts/sync-words.ts'

const useStyles = makeStyles({
  whole: { display: 'grid', gap: tokens.spacingVerticalXS },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What a run does not read again, and when one on schedule will; nothing where it reads all. */
export function LeftOut({ left }: Pick<SyncPlan, 'left'>): ReactElement | null {
  const styles = useStyles()
  if (left.length === 0) return null
  return (
    <div className={styles.whole}>
      <Text className={styles.quiet}>
        Not read, since Microsoft tells no changes of it and it was read not long before; what is known of it keeps its
        age:
      </Text>
      <ul className={styles.list} aria-label="Not read">
        {inReadingOrder(left).map(({ resource, dueAt }) => (
          <li key={resource}>
            {resourceName(resource)}, due <DateTimeText at={dueAt} />
          </li>
        ))}
      </ul>
    </div>
  )
}
