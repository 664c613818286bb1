import { linkOptions } from '@tanstack/react-router'
import type { ActivitiesSearch } from '../pages/activities/activities-search.ts'
import type { PeopleSearch } from '../pages/people/people-search.ts'
import type { PersonSearch } from '../pages/people/person-search.ts'
import type { SyncSearch } from '../pages/sync/sync-search.ts'

/** The instant that a page of the directory is of; undefined for now. */
interface Instant {
  asOf?: string | undefined
}

const at = ({ asOf }: Instant) => (asOf === undefined ? {} : { asOf })

/** The one builder of the console's addresses: `<TextLink {...links.person(id)}>`, `navigate(links.people())`. */
export const links = {
  signIn: (back?: string) => linkOptions({ to: '/sign-in', search: back === undefined ? {} : { back } }),
  connect: (way?: 'consent' | 'own') => linkOptions({ to: '/connect', search: way === undefined ? {} : { way } }),
  connectFinish: () => linkOptions({ to: '/connect/finish' }),
  connectReview: () => linkOptions({ to: '/connect/review' }),
  connection: () => linkOptions({ to: '/connection' }),
  account: () => linkOptions({ to: '/account' }),
  overview: (of: Instant = {}) => linkOptions({ to: '/', search: at(of) }),
  people: (search: PeopleSearch = {}) => linkOptions({ to: '/people', search }),
  person: (personId: string, { asOf, ...search }: Omit<PersonSearch, 'asOf'> & Instant = {}) =>
    linkOptions({ to: '/people/$personId', params: { personId }, search: { ...search, ...at({ asOf }) } }),
  groups: (of: Instant = {}) => linkOptions({ to: '/groups', search: at(of) }),
  group: (groupId: string, of: Instant = {}) =>
    linkOptions({ to: '/groups/$groupId', params: { groupId }, search: at(of) }),
  applications: (of: Instant = {}) => linkOptions({ to: '/applications', search: at(of) }),
  application: (applicationId: string, of: Instant = {}) =>
    linkOptions({ to: '/applications/$applicationId', params: { applicationId }, search: at(of) }),
  syncHistory: (search: SyncSearch = {}) => linkOptions({ to: '/sync', search }),
  syncRun: (runId: string) => linkOptions({ to: '/sync/$runId', params: { runId } }),
  activities: (search: ActivitiesSearch = {}) => linkOptions({ to: '/activities', search }),
  organisation: () => linkOptions({ to: '/organisation' }),
} as const
