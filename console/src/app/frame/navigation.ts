import {
  AppsListRegular,
  ArrowSyncRegular,
  BuildingRegular,
  type FluentIcon,
  HomeRegular,
  NewsRegular,
  PeopleRegular,
  PeopleTeamRegular,
  PlugConnectedRegular,
} from '@fluentui/react-icons'
import type { Scope } from '../../api/contract.generated.ts'
import { links } from '../links.ts'

interface Destination {
  label: string
  icon: FluentIcon
  link: { to: string }
  /** shown to those whose role includes it */
  scope: Scope
  /** kept in the bar at phone width (four at most); the others are under More */
  first: boolean
}

/** The main navigation, in order. */
export const destinations: readonly Destination[] = [
  { label: 'Overview', icon: HomeRegular, link: links.overview(), scope: 'directory:read', first: true },
  { label: 'People', icon: PeopleRegular, link: links.people(), scope: 'directory:read', first: true },
  { label: 'Groups', icon: PeopleTeamRegular, link: links.groups(), scope: 'directory:read', first: true },
  { label: 'Applications', icon: AppsListRegular, link: links.applications(), scope: 'directory:read', first: false },
  { label: 'Activities', icon: NewsRegular, link: links.activities(), scope: 'directory:read', first: false },
  { label: 'Sync history', icon: ArrowSyncRegular, link: links.syncHistory(), scope: 'directory:read', first: true },
  {
    label: 'Connection',
    icon: PlugConnectedRegular,
    link: links.connection(),
    scope: 'connections:read',
    first: false,
  },
  {
    label: 'Organisation',
    icon: BuildingRegular,
    link: links.organisation(),
    scope: 'organisation:read',
    first: false,
  },
]
