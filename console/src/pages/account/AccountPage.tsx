import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function AccountPage(): ReactElement {
  return <PageHeader title="Account" />
}
