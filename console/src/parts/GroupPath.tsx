import { makeStyles, Tooltip, tokens } from '@fluentui/react-components'
import { ChevronRightRegular } from '@fluentui/react-icons'
import { Fragment, type ReactElement } from 'react'
import type { GroupReference } from '../api/contract.generated.ts'
import { links } from '../app/links.ts'
import { TextLink } from './links.tsx'

const useStyles = makeStyles({
  // in a table it keeps to one line, and focus on a link of it brings that link into view
  line: {
    display: 'inline-block',
    maxWidth: '100%',
    overflowX: 'auto',
    scrollbarWidth: 'none',
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
  },
  whole: { whiteSpace: 'normal' },
  arrow: {
    margin: `0 ${tokens.spacingHorizontalXXS}`,
    verticalAlign: 'middle',
    color: tokens.colorNeutralForeground3,
  },
})

/**
 * The chain of groups that gives a membership, each of them a link.
 *
 * @param whole on as many lines as it takes; otherwise on one, whole on hover
 */
export function GroupPath(props: {
  path: readonly GroupReference[]
  asOf: string | undefined
  whole?: boolean
}): ReactElement {
  const styles = useStyles()
  const { path, asOf, whole } = props
  const chain = path.map(({ id, displayName }, index) => (
    <Fragment key={id}>
      {index > 0 && <ChevronRightRegular className={styles.arrow} aria-label="then" />}
      <TextLink {...links.group(id, { asOf })}>{displayName ?? 'No name'}</TextLink>
    </Fragment>
  ))
  if (whole) return <span className={styles.whole}>{chain}</span>
  return (
    <Tooltip relationship="description" content={path.map(({ displayName }) => displayName ?? 'No name').join(' › ')}>
      <span className={styles.line}>{chain}</span>
    </Tooltip>
  )
}
