import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function OrganisationPage(): ReactElement {
  return <PageHeader title="Organisation" />
}
