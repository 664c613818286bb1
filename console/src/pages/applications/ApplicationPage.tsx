import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function ApplicationPage(): ReactElement {
  return <PageHeader title="Application" />
}
