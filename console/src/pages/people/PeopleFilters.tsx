import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { DismissRegular, FilterRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useId, useState } from 'react'
import type { FacetValue } from '../../api/contract.generated.ts'
import { useNarrowScreen } from '../../parts/narrow-screen.ts'
import { personStateText } from '../../parts/PersonState.tsx'
import { groupQuery } from '../groups/queries.ts'
import { filtersSet, type PeopleSearch, personStates } from './people-search.ts'
import { peopleFacetsQuery, personQuery } from './queries.ts'

const useStyles = makeStyles({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'end',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBottom: tokens.spacingVerticalM,
  },
  field: {
    flex: '1 1 150px',
    maxWidth: '230px',
    minWidth: '140px',
    // a select is as wide as its longest option unless told otherwise
    '& span:has(> select)': { minWidth: 0 },
    '& select': { width: '100%', minWidth: 0, textOverflow: 'ellipsis' },
  },
  toggle: { marginBottom: tokens.spacingVerticalM },
})

type Change = (to: { [Name in keyof PeopleSearch]: PeopleSearch[Name] | undefined }) => void

/** Narrows the list down; folded away on a phone. */
export function PeopleFilters({ search, change }: { search: PeopleSearch; change: Change }): ReactElement {
  const styles = useStyles()
  const narrow = useNarrowScreen()
  const [open, setOpen] = useState(false)
  const id = useId()
  const facets = useQuery(peopleFacetsQuery(search)).data
  const count = filtersSet(search)
  const unfolded = !narrow || open
  return (
    <>
      {narrow && (
        <Button
          className={styles.toggle}
          appearance="outline"
          icon={<FilterRegular />}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {count === 0 ? 'Filters' : `Filters (${count})`}
        </Button>
      )}
      <div id={id} className={styles.filters} hidden={!unfolded} style={unfolded ? undefined : { display: 'none' }}>
        <Choice
          label="Department"
          value={search.department}
          options={facets?.departments}
          choose={(department) => change({ department })}
        />
        <Choice
          label="Office"
          value={search.officeLocation}
          options={facets?.officeLocations}
          choose={(officeLocation) => change({ officeLocation })}
        />
        <Choice
          label="Country"
          value={search.country}
          options={facets?.countries}
          choose={(country) => change({ country })}
        />
        <Choice
          label="Employment"
          value={search.employeeType}
          options={facets?.employeeTypes}
          choose={(employeeType) => change({ employeeType })}
        />
        <Field label="State" className={styles.field}>
          <Select
            value={search.state ?? ''}
            onChange={(_, { value }) => change({ state: personStates.find((state) => state === value) })}
          >
            <option value="">Not filtered</option>
            {personStates.map((state) => (
              <option key={state} value={state}>
                Only {personStateText(state).toLowerCase()}
              </option>
            ))}
          </Select>
        </Field>
        {search.managerId && <OfManager managerId={search.managerId} search={search} change={change} />}
        {search.groupId && <OfGroup groupId={search.groupId} search={search} change={change} />}
        {count > 0 && (
          <Button
            appearance="subtle"
            icon={<DismissRegular />}
            onClick={() =>
              change({
                department: undefined,
                officeLocation: undefined,
                country: undefined,
                employeeType: undefined,
                state: undefined,
                managerId: undefined,
                groupId: undefined,
              })
            }
          >
            Clear filters
          </Button>
        )}
      </div>
    </>
  )
}

/** One of the values that people of the list have, with how many have it. */
function Choice(props: {
  label: string
  value: string | undefined
  options: readonly FacetValue[] | undefined
  choose: (value: string | undefined) => void
}) {
  const styles = useStyles()
  const { label, value, options = [], choose } = props
  // a value from the address may be one that nobody has at this instant
  const known = value === undefined || options.some((option) => option.value === value)
  return (
    <Field label={label} className={styles.field}>
      <Select value={value ?? ''} onChange={(_, data) => choose(data.value || undefined)}>
        <option value="">All</option>
        {!known && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.value} ({option.count})
          </option>
        ))}
      </Select>
    </Field>
  )
}

interface Narrowed {
  search: PeopleSearch
  change: Change
}

function OfManager({ managerId, search, change }: Narrowed & { managerId: string }) {
  const manager = useQuery(personQuery({ personId: managerId, asOf: search.asOf })).data
  return (
    <Button icon={<DismissRegular />} iconPosition="after" onClick={() => change({ managerId: undefined })}>
      Reports to {manager?.person.displayName ?? '…'}
    </Button>
  )
}

function OfGroup({ groupId, search, change }: Narrowed & { groupId: string }) {
  const group = useQuery(groupQuery({ groupId, asOf: search.asOf })).data
  return (
    <Button icon={<DismissRegular />} iconPosition="after" onClick={() => change({ groupId: undefined })}>
      In {group?.group.displayName ?? '…'}
    </Button>
  )
}
