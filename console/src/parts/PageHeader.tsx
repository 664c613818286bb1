import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

const useStyles = makeStyles({
  whole: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    marginBottom: tokens.spacingVerticalXL,
  },
  words: { flex: '1 1 280px', minWidth: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  text: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** A page's heading, which is also the title of its tab; below it a sentence, beside it what can be done here. */
export function PageHeader(props: { title: string; text?: ReactNode; actions?: ReactNode }): ReactElement {
  const styles = useStyles()
  return (
    <div className={styles.whole}>
      <title>{`${props.title} · Atrium`}</title>
      <div className={styles.words}>
        <Text as="h1" size={700} weight="semibold" block>
          {props.title}
        </Text>
        {props.text !== undefined && (
          <Text className={styles.text} block>
            {props.text}
          </Text>
        )}
      </div>
      {props.actions !== undefined && <div className={styles.actions}>{props.actions}</div>}
    </div>
  )
}
