import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function ApplicationsPage(): ReactElement {
  return <PageHeader title="Applications" />
}
