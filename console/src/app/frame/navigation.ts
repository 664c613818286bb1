import { BuildingRegular, type FluentIcon, PlugConnectedRegular } from '@fluentui/react-icons'
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
