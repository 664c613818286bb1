import type { Accepted } from '../../route.ts'

/** learn.microsoft.com/graph/permissions-reference#calendars-permissions, for operations that the contract has no row of. */
export const READ_CALENDARS: Accepted = {
  application: ['Calendars.ReadBasic', 'Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
  delegated: ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'],
}

export const WRITE_CALENDARS: Accepted = {
  application: ['Calendars.ReadWrite'],
  delegated: ['Calendars.ReadWrite'],
}
