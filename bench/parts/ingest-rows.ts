import { createHash } from 'node:crypto'
import { appRoleAssignment, groupMember, person } from '../../hub/src/capabilities/directory/facts/facts.ts'
import type { FactRows } from './ingest-merge.ts'

/** A UUID that looks drawn and is the same for the same name. */
function uuidOf(name: string): string {
  const hex = createHash('md5').update(name).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-')
}

/** People, memberships and assignments as pages bring them: group by group, application by application, ids in no order. */
export function ingestRows(sizes: { people: number; memberships: number; assignments: number }): FactRows[] {
  const people = Array.from({ length: sizes.people }, (_, i) => uuidOf(`person ${i}`))
  const groups = Array.from({ length: Math.ceil(sizes.memberships / 50) }, (_, i) => uuidOf(`group ${i}`))
  const applications = Array.from({ length: Math.ceil(sizes.assignments / 60) }, (_, i) => uuidOf(`application ${i}`))
  const member = (i: number): string => people[(i * 7_919) % people.length] ?? ''
  return [
    { fact: person, rows: people.map(personRow) },
    {
      fact: groupMember,
      rows: Array.from({ length: sizes.memberships }, (_, i) => ({
        group_id: groups[Math.floor(i / 50)],
        member_id: member(i),
        member_type: 'user',
      })),
    },
    {
      fact: appRoleAssignment,
      rows: Array.from({ length: sizes.assignments }, (_, i) => ({
        assignment_id: createHash('sha256').update(`assignment ${i}`).digest('base64url'),
        resource_id: applications[Math.floor(i / 60)],
        principal_id: member(i),
        principal_type: 'User',
        app_role_id: applications[0],
        created_date_time: '2025-03-01T09:00:00Z',
      })),
    },
  ]
}

function personRow(id: string, i: number): FactRows['rows'][number] {
  const [given, family] = [`Given${i % 170}`, `Family${i % 157}`]
  const address = `${given}.${family}.${i}@example.org`.toLowerCase()
  return {
    person_id: id,
    display_name: `${given} ${family}`,
    given_name: given,
    surname: family,
    user_principal_name: address,
    mail: address,
    employee_id: String(100_000 + i),
    employee_type: 'Employee',
    employee_hire_date: '2019-05-01T00:00:00Z',
    employee_leave_date: null,
    job_title: `Title ${i % 24}`,
    department: `Department ${i % 80}`,
    company_name: 'Northhaven Utilities',
    office_location: `City ${i % 10}/${i % 4}`,
    city: `City ${i % 10}`,
    country: 'Norway',
    usage_location: 'NO',
    cost_center: `CC-${i % 80}`,
    division: `Division ${i % 10}`,
    business_phones: [`+47 22 ${String(i).padStart(6, '0')}`],
    mobile_phone: null,
    account_enabled: true,
    user_type: 'Member',
    on_premises_sync_enabled: i % 10 < 7 ? true : null,
    created_date_time: '2019-04-28T00:00:00Z',
    licence_sku_ids: ['06ebc4ee-1bb5-47dd-8120-11324bc54e06'],
  }
}
