import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CheckmarkFilled } from '@fluentui/react-icons'
import type { ReactElement } from 'react'

const steps = ['Choose', 'Permissions', 'Consent', 'Test', 'Import', 'Review'] as const
export type StepName = (typeof steps)[number]

const useStyles = makeStyles({
  list: {
    display: 'flex',
    listStyleType: 'none',
    margin: `0 0 ${tokens.spacingVerticalXL}`,
    padding: 0,
    maxWidth: '760px',
  },
  step: {
    flex: '1 1 0',
    display: 'grid',
    justifyItems: 'center',
    gap: tokens.spacingVerticalXS,
    position: 'relative',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    '::before': {
      content: '""',
      position: 'absolute',
      top: '13px',
      right: '50%',
      width: '100%',
      height: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
    ':first-child::before': { display: 'none' },
    '@media (max-width: 480px)': { fontSize: tokens.fontSizeBase100 },
  },
  dot: {
    display: 'grid',
    placeItems: 'center',
    width: '28px',
    height: '28px',
    boxSizing: 'border-box',
    borderRadius: '50%',
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `2px solid ${tokens.colorNeutralStroke1}`,
    fontWeight: tokens.fontWeightSemibold,
  },
  done: {
    color: tokens.colorNeutralForeground1,
    '& > span': {
      backgroundColor: tokens.colorBrandBackground,
      ...{ border: `2px solid ${tokens.colorBrandBackground}` },
      color: tokens.colorNeutralForegroundOnBrand,
    },
    '::before': { backgroundColor: tokens.colorBrandBackground },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '& > span': { border: `2px solid ${tokens.colorCompoundBrandStroke}`, color: tokens.colorBrandForeground1 },
    '::before': { backgroundColor: tokens.colorBrandBackground },
  },
})

/** Where in connecting one is. */
export function Steps({ current, own = false }: { current: StepName; own?: boolean }): ReactElement {
  const styles = useStyles()
  const at = steps.indexOf(current)
  return (
    <ol className={styles.list} aria-label="Steps of connecting">
      {steps.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? 'step' : undefined}
          className={mergeClasses(styles.step, index < at && styles.done, index === at && styles.current)}
        >
          <span className={styles.dot} aria-hidden>
            {index < at ? <CheckmarkFilled /> : index + 1}
          </span>
          {own && step === 'Consent' ? 'Credential' : step}
        </li>
      ))}
    </ol>
  )
}
