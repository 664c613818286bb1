import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function ConnectPage(): ReactElement {
  return <PageHeader title="Connect" />
}
