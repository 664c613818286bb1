import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

const useStyles = makeStyles({
  whole: {
    display: 'grid',
    justifyItems: 'center',
    gap: tokens.spacingVerticalM,
    padding: '48px 24px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
    '& svg': { fontSize: '40px', color: tokens.colorNeutralForeground3 },
  },
  text: { maxWidth: '52ch' },
})

/** Where there is nothing: why, and what to do about it. */
export function EmptyState(props: {
  icon?: ReactNode
  title: string
  text: ReactNode
  action?: ReactNode
}): ReactElement {
  const styles = useStyles()
  return (
    <div className={styles.whole}>
      {props.icon}
      <Text as="h2" size={500} weight="semibold" block>
        {props.title}
      </Text>
      <Text className={styles.text} block>
        {props.text}
      </Text>
      {props.action}
    </div>
  )
}
