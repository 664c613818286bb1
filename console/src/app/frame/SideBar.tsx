import { makeStyles, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useSession } from '../../api/session.ts'
import { destinations } from './navigation.ts'

const useStyles = makeStyles({
  bar: {
    height: '100%',
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: '12px 8px',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '2px' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textDecorationLine: 'none',
    '& svg': { fontSize: '20px' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current="page"]': {
      backgroundColor: tokens.colorBrandBackground2,
      color: tokens.colorBrandForeground2,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
})

export function SideBar(): ReactElement {
  const styles = useStyles()
  const { scopes } = useSession()
  return (
    <nav className={styles.bar} aria-label="Main">
      <ul className={styles.list}>
        {destinations
          .filter(({ scope }) => scopes.includes(scope))
          .map(({ label, icon: Icon, link }) => (
            <li key={label}>
              <Link {...link} className={styles.item} activeOptions={{ exact: link.to === '/', includeSearch: false }}>
                <Icon aria-hidden />
                {label}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}
