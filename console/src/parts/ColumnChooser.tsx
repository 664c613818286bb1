import { Button, Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ColumnTripleEditRegular } from '@fluentui/react-icons'
import { type ReactNode, useState } from 'react'

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

/** A menu of columns to show and hide. */
export function ColumnChooser(props: {
  columns: readonly { id: string; label: string }[]
  visibility: Readonly<Record<string, boolean>>
  onChange: (visibility: Record<string, boolean>) => void
}): ReactNode {
  const { columns, visibility, onChange } = props
  const shown = columns.flatMap(({ id }) => (visibility[id] === false ? [] : [id]))
  return (
    <Menu
      checkedValues={{ columns: shown }}
      onCheckedValueChange={(_, { checkedItems }) =>
        onChange(Object.fromEntries(columns.map(({ id }) => [id, checkedItems.includes(id)])))
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<ColumnTripleEditRegular />}>
          Columns
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {columns.map(({ id, label }) => (
            <MenuItemCheckbox key={id} name="columns" value={id}>
              {label}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
