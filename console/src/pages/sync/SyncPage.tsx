import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function SyncPage(): ReactElement {
  return <PageHeader title="Sync history" />
}
