import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
    '@media (max-width: 700px)': { gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 150px), 1fr))' },
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXL}`,
    margin: 0,
  },
  name: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  none: { color: tokens.colorNeutralForeground3 },
  note: { fontSize: tokens.fontSizeBase100, color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
})

export interface Fact {
  name: string
  /** null and empty texts are shown as a dash */
  value: ReactNode
  /** in small letters below: where it came from */
  note?: string | undefined
}

/** Names and values, in as many columns as there is room for. */
export function FactList({ facts, label }: { facts: readonly Fact[]; label?: string }): ReactNode {
  const styles = useStyles()
  return (
    <dl className={styles.list} aria-label={label}>
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>
            {value === null || value === undefined || value === '' ? (
              <span className={styles.none} role="img" aria-label="not set">
                –
              </span>
            ) : (
              value
            )}
          </dd>
          {note && <dd className={`${styles.value} ${styles.note}`}>{note}</dd>}
        </div>
      ))}
    </dl>
  )
}
