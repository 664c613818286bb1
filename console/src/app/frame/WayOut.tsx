import { makeStyles, tokens } from '@fluentui/react-components'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { LinkButton } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'

const useStyles = makeStyles({ whole: { maxWidth: '720px', padding: `${tokens.spacingVerticalL} 0` } })

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
      <title>No such page · Atrium</title>
      <EmptyState
        title="There is no such page"
        text="The address may be mistyped, or the page has moved."
        action={<LinkButton to="/">Go to the start</LinkButton>}
      />
    </div>
  )
}
