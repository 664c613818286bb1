import { makeStyles, tokens } from '@fluentui/react-components'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { LinkButton } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'

const useStyles = makeStyles({ whole: { maxWidth: '720px', padding: tokens.spacingVerticalXL } })

/** A page that could not be loaded or drawn. */
export function RouteFault({ error, reset }: ErrorComponentProps): ReactElement {
  const router = useRouter()
  const again = (): void => {
    reset()
    void router.invalidate()
  }
  return (
    <div className={useStyles().whole}>
      <PageHeader title="This page cannot be shown" />
      <Problem error={error} retry={again} />
    </div>
  )
}

export function NotFoundPage(): ReactElement {
  return (
    <div className={useStyles().whole}>
      <PageHeader
        title="There is no such page"
        text="The address may be mistyped, or the page has moved."
        actions={<LinkButton to="/">Go to the start</LinkButton>}
      />
    </div>
  )
}
