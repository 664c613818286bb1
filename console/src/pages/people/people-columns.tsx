import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'
import type { Person } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { Initials } from '../../parts/Initials.tsx'
import { CardLines } from '../../parts/ListCards.tsx'
import { TextLink } from '../../parts/links.tsx'
import { listColumns } from '../../parts/list-columns.ts'
import { PersonMarks, PersonStateBadge } from '../../parts/PersonState.tsx'
import { dateInWords } from '../../parts/time-words.ts'

const useStyles = makeStyles({
  name: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
})

export const personName = (person: Pick<Person, 'displayName' | 'userPrincipalName'>): string =>
  person.displayName ?? person.userPrincipalName ?? 'No name'

/** A person's name, leading to their page at the same instant. */
export function PersonLink({ person, asOf }: { person: Person; asOf: string | undefined }): ReactElement {
  const styles = useStyles()
  return (
    <span className={styles.name}>
      <Initials name={person.displayName} quiet={person.state !== 'active'} />
      <TextLink className={styles.text} {...links.person(person.id, { asOf })}>
        {personName(person)}
      </TextLink>
      <PersonMarks state={person.state} userType={person.userType} />
    </span>
  )
}

export function PersonCard(props: {
  person: Person
  asOf: string | undefined
  /** in place of the address: how they come to be in this list */
  note?: ReactNode
}): ReactElement {
  const { person, asOf, note } = props
  return (
    <>
      <Initials name={person.displayName} quiet={person.state !== 'active'} />
      <CardLines
        title={<TextLink {...links.person(person.id, { asOf })}>{personName(person)}</TextLink>}
        line={[person.jobTitle, person.department].filter(Boolean).join(' · ') || 'No title or department'}
        second={note ?? person.workEmail}
        aside={<PersonMarks state={person.state} userType={person.userType} />}
      />
    </>
  )
}

const column = listColumns<Person>()

const day = (at: string | null) => (at === null ? '' : dateInWords(at))

/** @param asOf the instant that the list is of, for the links in it */
export const peopleColumns = (asOf: string | undefined) =>
  column.columns([
    column.accessor('displayName', {
      meta: { label: 'Name', width: 260, sort: 'displayName' },
      cell: ({ row }) => <PersonLink person={row.original} asOf={asOf} />,
      enableHiding: false,
    }),
    column.accessor('jobTitle', { meta: { label: 'Title', width: 180, sort: 'jobTitle' } }),
    column.accessor('department', { meta: { label: 'Department', width: 160, sort: 'department' } }),
    column.accessor('officeLocation', { meta: { label: 'Office', width: 120 } }),
    column.accessor('workEmail', { meta: { label: 'Work email', width: 230 } }),
    column.accessor('manager', {
      meta: { label: 'Manager', width: 150 },
      cell: ({ row: { original } }) =>
        original.manager && (
          <TextLink {...links.person(original.manager.id, { asOf })}>
            {original.manager.displayName ?? 'No name'}
          </TextLink>
        ),
    }),
    column.accessor('state', {
      meta: { label: 'State', width: 100 },
      cell: ({ row }) => <PersonStateBadge state={row.original.state} />,
    }),
    column.accessor('userPrincipalName', {
      meta: { label: 'User principal name', width: 230, sort: 'userPrincipalName' },
    }),
    column.accessor('employeeType', { meta: { label: 'Employment', width: 120 } }),
    column.accessor('employeeId', { meta: { label: 'Employee number', width: 120 } }),
    column.accessor('companyName', { meta: { label: 'Company', width: 150 } }),
    column.accessor('city', { meta: { label: 'City', width: 120 } }),
    column.accessor('country', { meta: { label: 'Country', width: 120 } }),
    column.accessor('costCenter', { meta: { label: 'Cost centre', width: 110 } }),
    column.accessor('mobilePhone', { meta: { label: 'Mobile', width: 140 } }),
    column.accessor('employeeHireDate', {
      meta: { label: 'Hired', width: 140 },
      cell: ({ row }) => day(row.original.employeeHireDate),
    }),
    column.accessor('employeeLeaveDate', {
      meta: { label: 'Leaves', width: 140 },
      cell: ({ row }) => day(row.original.employeeLeaveDate),
    }),
  ])

/** The columns to choose from, beside the name, which always stands. */
export const choosableColumns = peopleColumns(undefined).flatMap(({ meta, ...rest }) =>
  'accessorKey' in rest && rest.accessorKey !== 'displayName' && meta
    ? [{ id: rest.accessorKey, label: meta.label }]
    : [],
)

const usual = ['jobTitle', 'department', 'officeLocation', 'workEmail', 'manager']

/** What is shown until a person chooses. */
export const usualColumns: Readonly<Record<string, boolean>> = Object.fromEntries(
  choosableColumns.map(({ id }) => [id, usual.includes(id)]),
)
