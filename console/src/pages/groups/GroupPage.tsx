import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function GroupPage(): ReactElement {
  return <PageHeader title="Group" />
}
