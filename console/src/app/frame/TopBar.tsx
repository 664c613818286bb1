import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useSession } from '../../api/session.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Mark } from './Mark.tsx'

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '48px',
    padding: `0 ${tokens.spacingHorizontalL}`,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  home: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
  },
  organisation: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground3,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  space: { flexGrow: 1 },
})

export function TopBar(): ReactElement {
  const styles = useStyles()
  const { organisation } = useSession()
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.home}>
        <Mark />
        <Text weight="semibold" size={400}>
          Atrium
        </Text>
      </Link>
      <Text className={styles.organisation} title={organisation.name}>
        {organisation.name}
      </Text>
      <span className={styles.space} />
      <AccountMenu />
    </header>
  )
}
