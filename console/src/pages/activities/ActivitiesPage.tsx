import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function ActivitiesPage(): ReactElement {
  return <PageHeader title="Activities" />
}
