import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function PersonPage(): ReactElement {
  return <PageHeader title="Person" />
}
