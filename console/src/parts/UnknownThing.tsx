import { Button } from '@fluentui/react-components'
import { QuestionCircleRegular } from '@fluentui/react-icons'
import type { ReactElement, ReactNode } from 'react'
import { ApiProblem } from '../api/problem.ts'
import { EmptyState } from './EmptyState.tsx'
import { Problem } from './Problem.tsx'

/** Where a page's person, group or application is not: never was, or not yet at the time looked at. Any other failure is shown as it is. */
export function UnknownThing(props: {
  error: Error
  retry: () => void
  /** “person” */
  noun: string
  asOf: string | undefined
  travel: (asOf: string | undefined) => void
  /** the way to the list */
  wayOut: ReactNode
}): ReactElement {
  const { error, retry, noun, asOf, travel, wayOut } = props
  if (!(error instanceof ApiProblem && error.code === 'not_found')) return <Problem error={error} retry={retry} />
  if (asOf !== undefined)
    return (
      <EmptyState
        icon={<QuestionCircleRegular />}
        title="Not known at that time"
        text={`Atrium did not know this ${noun} yet at the time you are looking at.`}
        action={
          <Button appearance="primary" onClick={() => travel(undefined)}>
            Back to now
          </Button>
        }
      />
    )
  return (
    <EmptyState
      icon={<QuestionCircleRegular />}
      title={`There is no such ${noun}`}
      text={`This organisation’s directory has no ${noun} with this identifier. The address may be mistyped, or of another organisation.`}
      action={wayOut}
    />
  )
}
