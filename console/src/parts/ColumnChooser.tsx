import { Button, makeStyles, Popover, PopoverSurface, PopoverTrigger, tokens } from '@fluentui/react-components'
import { ColumnTripleEditRegular } from '@fluentui/react-icons'
import { type ReactNode, useState } from 'react'

// The browser's own checkboxes: Fluent's menu would add a tenth to what has to load before the list can be used.
const useStyles = makeStyles({
  columns: { border: 'none', margin: 0, padding: 0, display: 'grid', maxHeight: '60vh', overflowY: 'auto' },
  column: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '32px',
    paddingInlineEnd: tokens.spacingHorizontalL,
    cursor: 'pointer',
  },
  box: { width: '16px', height: '16px', accentColor: tokens.colorCompoundBrandBackground },
})

/** Which columns of a list a person wants to see, kept in their browser. */
export function useColumnChoice(
  list: string,
  initially: Readonly<Record<string, boolean>>,
): [Record<string, boolean>, (visibility: Record<string, boolean>) => void] {
  const key = `atrium.columns.${list}`
  const [visibility, setVisibility] = useState(() => ({ ...initially, ...kept(key) }))
  return [
    visibility,
    (next) => {
      localStorage.setItem(key, JSON.stringify(next))
      setVisibility(next)
    },
  ]
}

function kept(key: string): Record<string, boolean> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    if (typeof value !== 'object' || value === null) return {}
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    )
  } catch {
    return {}
  }
}

/** Columns to show and hide. */
export function ColumnChooser(props: {
  columns: readonly { id: string; label: string }[]
  visibility: Readonly<Record<string, boolean>>
  onChange: (visibility: Record<string, boolean>) => void
}): ReactNode {
  const styles = useStyles()
  const { columns, visibility, onChange } = props
  return (
    <Popover trapFocus positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ColumnTripleEditRegular />}>
          Columns
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label="Columns">
        <fieldset className={styles.columns} aria-label="Columns to show">
          {columns.map(({ id, label }) => (
            <label key={id} className={styles.column}>
              <input
                type="checkbox"
                className={styles.box}
                checked={visibility[id] !== false}
                onChange={(event) => onChange({ ...visibility, [id]: event.target.checked })}
              />
              {label}
            </label>
          ))}
        </fieldset>
      </PopoverSurface>
    </Popover>
  )
}
