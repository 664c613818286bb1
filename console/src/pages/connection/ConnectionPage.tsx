import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function ConnectionPage(): ReactElement {
  return <PageHeader title="Connection" />
}
