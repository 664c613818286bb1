import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  disc: {
    flexShrink: 0,
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusCircular,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    userSelect: 'none',
  },
  large: { width: '56px', height: '56px', fontSize: tokens.fontSizeBase500 },
  quiet: { backgroundColor: tokens.colorNeutralBackground5, color: tokens.colorNeutralForeground3 },
})

/** The first letters of the first and the last word of a name; `?` where there is no name. */
export function initialsOf(name: string | null): string {
  const words = (name ?? '')
    .replace(/\(.*?\)/g, ' ')
    .split(/[\s,]+/)
    .filter((word) => /^\p{L}/u.test(word))
  const [first] = words
  const last = words.length > 1 ? words.at(-1) : undefined
  return (
    [first, last]
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  )
}

/** A mark by which the eye finds a person in a list; quiet for those who may not sign in. It tells nothing to a screen reader. */
export function Initials(props: { name: string | null; large?: boolean; quiet?: boolean }): ReactNode {
  const styles = useStyles()
  return (
    <span className={mergeClasses(styles.disc, props.large && styles.large, props.quiet && styles.quiet)} aria-hidden>
      {initialsOf(props.name)}
    </span>
  )
}
