import { useNavigate } from '@tanstack/react-router'
import type { ConnectionStep } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'

/** Goes where an answer of connecting leads: on to Microsoft, or to the test; a refusal stays on the page. */
export function useFollowStep(): (step: ConnectionStep) => Promise<void> {
  const navigate = useNavigate()
  return async (step) => {
    if (step.next === 'redirect') location.assign(step.url)
    if (step.next === 'connected') await navigate({ ...links.connectFinish(), replace: true })
  }
}
