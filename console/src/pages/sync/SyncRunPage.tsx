import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function SyncRunPage(): ReactElement {
  return <PageHeader title="Sync run" />
}
