import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function PeoplePage(): ReactElement {
  return <PageHeader title="People" />
}
