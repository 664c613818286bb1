import { Badge, type BadgeProps, makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import type { SyncResourceProgress } from '../../api/contract.generated.ts'
import { Section } from '../../parts/Section.tsx'
import { inReadingOrder, resourceName } from '../../parts/sync-words.ts'
import { changesText } from './run-words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  resource: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) 110px minmax(0, 1fr) minmax(0, 1.4fr)',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    alignItems: 'center',
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  explanation: { gridColumn: '1 / -1', color: tokens.colorNeutralForeground2 },
})

const statuses: Record<SyncResourceProgress['status'], { text: string; color: NonNullable<BadgeProps['color']> }> = {
  waiting: { text: 'Not reached', color: 'informative' },
  reading: { text: 'Reading', color: 'brand' },
  read: { text: 'Read', color: 'success' },
  failed: { text: 'Not read', color: 'danger' },
  skipped: { text: 'Left out', color: 'informative' },
}

const modes: Record<SyncResourceProgress['mode'], string> = {
  full: 'read whole',
  delta: 'only changes',
  latest: 'latest values',
}

const changesOf = (one: SyncResourceProgress): string => {
  if (one.mode === 'latest') return 'No history is kept of these'
  return one.created + one.changed + one.ended === 0 ? 'Nothing changed' : changesText(one)
}

/** Each kind of thing that a run read: how, how much, what changed, and why it could not be read. */
export function RunResources({ resources }: { resources: readonly SyncResourceProgress[] }): ReactElement {
  const styles = useStyles()
  return (
    <Section title="What was read">
      <ul className={styles.list}>
        {inReadingOrder(resources).map((one) => (
          <li key={one.resource} className={styles.resource}>
            <span>
              <Text weight="semibold">{resourceName(one.resource)}</Text>{' '}
              <Text className={styles.quiet}>{modes[one.mode]}</Text>
            </span>
            <span>
              <Badge appearance="tint" color={statuses[one.status].color}>
                {statuses[one.status].text}
              </Badge>
            </span>
            <Text>{one.objectsRead.toLocaleString('en')} objects</Text>
            <Text className={styles.quiet}>{changesOf(one)}</Text>
            {one.explanation !== null && <Text className={styles.explanation}>{one.explanation}</Text>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
