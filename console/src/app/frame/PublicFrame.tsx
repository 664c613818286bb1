import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Outlet } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Mark } from './Mark.tsx'

const useStyles = makeStyles({
  whole: {
    display: 'grid',
    gridTemplateRows: 'minmax(24px, 12vh) auto 1fr',
    justifyItems: 'center',
    minHeight: '100vh',
    padding: tokens.spacingHorizontalL,
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground3,
    backgroundImage: `radial-gradient(circle at 50% -10%, ${tokens.colorBrandBackground2} 0, transparent 55%)`,
  },
  card: {
    gridRow: 2,
    width: '100%',
    maxWidth: '440px',
    boxSizing: 'border-box',
    padding: '32px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow16,
    '@media (max-width: 480px)': { padding: '24px 20px' },
  },
  brand: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalXL,
  },
})

/** One card in the middle, for whoever is not inside yet. */
export function PublicFrame(): ReactElement {
  const styles = useStyles()
  return (
    <div className={styles.whole}>
      <main className={styles.card}>
        <div className={styles.brand}>
          <Mark size={28} />
          <Text weight="semibold" size={500}>
            Atrium
          </Text>
        </div>
        <Outlet />
      </main>
    </div>
  )
}
