import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'

const useStyles = makeStyles({
  bar: {
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    marginBottom: tokens.spacingVerticalL,
    overflowX: 'auto',
    scrollbarWidth: 'none',
  },
})

export interface TabOf<Name extends string> {
  name: Name
  label: string
  /** how many things it holds, where that is known */
  count?: number | undefined
}

/** The parts of a page, one at a time; which one stands in the address. */
export function TabBar<Name extends string>(props: {
  label: string
  tabs: readonly TabOf<Name>[]
  selected: Name
  select: (name: Name) => void
  children: ReactNode
}): ReactElement {
  const styles = useStyles()
  const { label, tabs, selected, select, children } = props
  return (
    <>
      <div className={styles.bar}>
        <TabList
          aria-label={label}
          selectedValue={selected}
          onTabSelect={(_, { value }) => {
            const tab = tabs.find(({ name }) => name === value)
            if (tab) select(tab.name)
          }}
        >
          {tabs.map(({ name, label: text, count }) => (
            <Tab key={name} value={name} id={`tab-${name}`} aria-controls="tab-panel">
              {count === undefined ? text : `${text} (${new Intl.NumberFormat().format(count)})`}
            </Tab>
          ))}
        </TabList>
      </div>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${selected}`}>
        {children}
      </div>
    </>
  )
}
