import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function OverviewPage(): ReactElement {
  return <PageHeader title="Overview" />
}
