import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function GroupsPage(): ReactElement {
  return <PageHeader title="Groups" />
}
