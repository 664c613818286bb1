import { makeStyles, tokens } from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { AttributeChange } from '../api/contract.generated.ts'

const useStyles = makeStyles({
  list: { margin: `${tokens.spacingVerticalXXS} 0 0`, padding: 0, listStyleType: 'none' },
  change: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  name: { color: tokens.colorNeutralForeground3 },
  arrow: { margin: `0 ${tokens.spacingHorizontalXS}`, verticalAlign: 'middle', color: tokens.colorNeutralForeground3 },
  before: { textDecorationLine: 'line-through', color: tokens.colorNeutralForeground3 },
})

/** `jobTitle` → “Job title”. */
export const attributeInWords = (attribute: string): string => {
  const words = attribute.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What each attribute was before and is now. */
export function Changes({ changes }: { changes: readonly AttributeChange[] }): ReactElement | null {
  const styles = useStyles()
  if (changes.length === 0) return null
  return (
    <ul className={styles.list}>
      {changes.map(({ attribute, from, to }) => (
        <li key={attribute} className={styles.change}>
          <span className={styles.name}>{attributeInWords(attribute)}: </span>
          <del className={styles.before}>{from ?? 'nothing'}</del>
          <ArrowRightRegular className={styles.arrow} aria-label="became" />
          <ins style={{ textDecoration: 'none' }}>{to ?? 'nothing'}</ins>
        </li>
      ))}
    </ul>
  )
}
