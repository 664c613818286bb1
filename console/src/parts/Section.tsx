import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { type ReactElement, type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  whole: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    padding: '20px 24px',
    marginBottom: tokens.spacingVerticalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    '@media (max-width: 720px)': { padding: '16px' },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 240px', minWidth: 0 },
  text: { color: tokens.colorNeutralForeground2, maxWidth: '80ch' },
})

/** A part of a page with a heading of its own. */
export function Section(props: {
  title: string
  text?: ReactNode
  actions?: ReactNode
  children: ReactNode
}): ReactElement {
  const styles = useStyles()
  const heading = useId()
  return (
    <section className={styles.whole} aria-labelledby={heading}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Text as="h2" id={heading} size={500} weight="semibold" block>
            {props.title}
          </Text>
          {props.text !== undefined && (
            <Text className={styles.text} block>
              {props.text}
            </Text>
          )}
        </div>
        {props.actions}
      </div>
      {props.children}
    </section>
  )
}
