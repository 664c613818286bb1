import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useSession } from '../../api/session.ts'
import { DropPanel } from './DropPanel.tsx'
import { destinations } from './navigation.ts'
import { usePanelStyles } from './panel-styles.ts'

const useStyles = makeStyles({
  bar: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingBottom: 'env(safe-area-inset-bottom)',
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex' },
  place: { flex: '1 1 0', minWidth: 0 },
  item: {
    display: 'grid',
    justifyItems: 'center',
    alignContent: 'center',
    gap: '2px',
    width: '100%',
    minHeight: '56px',
    padding: '4px 2px',
    boxSizing: 'border-box',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    textDecorationLine: 'none',
    '& svg': { fontSize: '22px' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current="page"]': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  },
  button: { border: 'none', background: 'none', cursor: 'pointer' },
})

/** The navigation at phone width: what is used most within reach of a thumb, the rest under More. */
export function BottomBar(): ReactElement {
  const styles = useStyles()
  const panel = usePanelStyles()
  const { scopes } = useSession()
  const mine = destinations.filter(({ scope }) => scopes.includes(scope))
  return (
    <nav className={styles.bar} aria-label="Main">
      <ul className={styles.list}>
        {mine
          .filter(({ first }) => first)
          .map(({ label, icon: Icon, link }) => (
            <li key={label} className={styles.place}>
              <Link {...link} className={styles.item} activeOptions={{ exact: link.to === '/', includeSearch: false }}>
                <Icon aria-hidden />
                {label}
              </Link>
            </li>
          ))}
        <li className={styles.place}>
          <DropPanel
            label="More pages"
            place="above"
            button={(target) => (
              <button {...target} type="button" className={mergeClasses(styles.item, styles.button)}>
                <MoreHorizontalRegular aria-hidden />
                More
              </button>
            )}
          >
            {(close) =>
              mine
                .filter(({ first }) => !first)
                .map(({ label, icon: Icon, link }) => (
                  <Link key={label} {...link} className={panel.row} onClick={close}>
                    <Icon aria-hidden />
                    {label}
                  </Link>
                ))
            }
          </DropPanel>
        </li>
      </ul>
    </nav>
  )
}
