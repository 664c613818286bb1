import { makeStyles, Spinner, tokens } from '@fluentui/react-components'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { Input } from '../../api/call.ts'
import { useCommand } from '../../api/command.ts'
import { links } from '../../app/links.ts'
import { packTitle } from '../../parts/connection-words.ts'
import { LinkButton } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { ofConnections } from '../connection/queries.ts'
import { useFollowStep } from './follow-step.ts'
import { Refusal } from './Refusal.tsx'
import { Steps } from './Steps.tsx'

const useStyles = makeStyles({
  actions: { display: 'flex', gap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalL },
})

/** What Microsoft sent along, as it came. It leaves the address at once, because it works only once and is nobody else's business. */
function takeParameters(): Input<'connections.continue'> {
  const parameters = Object.fromEntries(new URLSearchParams(location.search))
  history.replaceState(history.state, '', location.pathname)
  return parameters
}

/** Where Microsoft sends the browser back to: hands its answer to the hub and goes where that leads. */
export function CallbackPage(): ReactElement {
  const styles = useStyles()
  const [parameters] = useState(takeParameters)
  const begun = useRef(false)
  const follow = useFollowStep()
  const step = useCommand('connections.continue', { refresh: ofConnections, onDone: follow })
  const { mutate, data, error } = step
  useEffect(() => {
    // The answer works once, and effects may run twice.
    if (begun.current) return
    begun.current = true
    mutate(parameters)
  }, [parameters, mutate])
  const refused = data?.next === 'refused' ? data : undefined
  return (
    <>
      <PageHeader title="Connect Microsoft Entra ID" />
      <Steps current="Consent" />
      {refused && <Refusal step={refused} />}
      {error && <Problem error={error} />}
      {(refused || error) && (
        <div className={styles.actions}>
          <LinkButton appearance={refused?.canRetry === false ? 'secondary' : 'primary'} {...links.connect('consent')}>
            Begin again
          </LinkButton>
          <LinkButton {...links.connection()}>Open Connection</LinkButton>
        </div>
      )}
      {!refused && !error && (
        <Spinner
          label={
            data?.next === 'redirect'
              ? `Going to Microsoft for consent to ${packTitle(data.pack)} …`
              : 'Checking what Microsoft answered …'
          }
        />
      )}
    </>
  )
}
