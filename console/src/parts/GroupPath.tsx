import { makeStyles, tokens } from '@fluentui/react-components'
import { ChevronRightRegular } from '@fluentui/react-icons'
import { Fragment, type ReactElement } from 'react'
import type { GroupReference } from '../api/contract.generated.ts'
import { links } from '../app/links.ts'
import { TextLink } from './links.tsx'

const useStyles = makeStyles({
  path: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    minWidth: 0,
  },
  arrow: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
})

/** The chain of groups that gives a membership, each of them a link. */
export function GroupPath({ path, asOf }: { path: readonly GroupReference[]; asOf: string | undefined }): ReactElement {
  const styles = useStyles()
  return (
    <span className={styles.path}>
      {path.map(({ id, displayName }, index) => (
        <Fragment key={id}>
          {index > 0 && <ChevronRightRegular className={styles.arrow} aria-label="then" />}
          <TextLink {...links.group(id, { asOf })}>{displayName ?? 'No name'}</TextLink>
        </Fragment>
      ))}
    </span>
  )
}
