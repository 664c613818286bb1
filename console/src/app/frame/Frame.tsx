import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Outlet, useLocation } from '@tanstack/react-router'
import { type ReactElement, useEffect, useRef } from 'react'
import { BottomBar } from './BottomBar.tsx'
import { SideBar } from './SideBar.tsx'
import { TopBar } from './TopBar.tsx'

const phone = '@media (max-width: 720px)'

const useStyles = makeStyles({
  whole: {
    display: 'grid',
    gridTemplateColumns: '224px minmax(0, 1fr)',
    gridTemplateRows: '48px minmax(0, 1fr)',
    gridTemplateAreas: '"top top" "side main"',
    minHeight: '100vh',
    backgroundColor: tokens.colorNeutralBackground2,
    [phone]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: '48px minmax(0, 1fr) auto',
      gridTemplateAreas: '"top" "main" "bottom"',
    },
  },
  skip: {
    position: 'fixed',
    top: '-60px',
    left: '8px',
    zIndex: 100,
    padding: '8px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow16,
    ':focus': { top: '8px' },
  },
  // Fixed, and not sticky: an open dialog takes scrolling from the page, and sticky bars would scroll away with it.
  top: { gridArea: 'top', position: 'fixed', top: 0, left: 0, right: 0, zIndex: 10 },
  side: {
    gridArea: 'side',
    position: 'fixed',
    top: '48px',
    bottom: 0,
    left: 0,
    width: '224px',
    [phone]: { display: 'none' },
  },
  bottom: {
    gridArea: 'bottom',
    display: 'none',
    [phone]: { display: 'block', position: 'fixed', bottom: 0, left: 0, right: 0, zIndex: 10 },
  },
  main: { gridArea: 'main', outlineStyle: 'none', minWidth: 0 },
  page: {
    maxWidth: '1360px',
    boxSizing: 'border-box',
    padding: '24px 32px 48px',
    [phone]: { padding: '16px 16px 96px' },
  },
})

/** The signed-in console: bar above, navigation at the side (below on phones), the page. */
export function Frame(): ReactElement {
  const styles = useStyles()
  const main = useFocusOnNewPage()
  return (
    <div className={styles.whole}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <div className={styles.top}>
        <TopBar />
      </div>
      <div className={styles.side}>
        <SideBar />
      </div>
      <main className={mergeClasses(styles.main)} id="main" tabIndex={-1} ref={main}>
        <div className={styles.page}>
          <Outlet />
        </div>
      </main>
      <div className={styles.bottom}>
        <BottomBar />
      </div>
    </div>
  )
}

/** Moves the focus to the page when another one opens, so that keyboards and screen readers go on from there. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
