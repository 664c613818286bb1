import type { ReactElement } from 'react'
import { PageHeader } from '../../parts/PageHeader.tsx'

export function SignInPage(): ReactElement {
  return <PageHeader title="SignIn" />
}
