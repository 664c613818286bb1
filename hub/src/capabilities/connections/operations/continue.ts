import { operation } from '../../../operation/define.ts'
import { prepareAnswer, reachAnswer } from '../consent/answer.ts'
import { useUp } from '../consent/attempts.ts'
import { askConsent } from '../consent/begin.ts'
import { refusal, settle } from '../consent/settle.ts'
import { CallbackParameters, ConnectionStep, type ConnectionStep as ConnectionStepValue } from '../model.ts'
import type { ConnectionParts } from '../parts.ts'
import { connectionRef } from '../subject.ts'

/** Takes whatever Microsoft's pages send back to `/connect/callback`, and says where the browser goes next. */
export const continueConsent = (parts: ConnectionParts) =>
  operation({
    name: 'connections.continue',
    summary: 'Continue connecting with what Microsoft’s page sent back',
    kind: 'probe',
    effect: 'reversible',
    route: 'POST /v1/connections/continue',
    scope: 'connections:write',
    input: CallbackParameters,
    output: ConnectionStep,
    errors: ['conflict', 'microsoft_refused', 'microsoft_unavailable'],
    subject: (_, outcome) => (outcome?.connectionId ? connectionRef(outcome.connectionId) : undefined),
    audit: (_, outcome) => ({
      next: outcome.next,
      reason: outcome.next === 'refused' ? outcome.reason : null,
      pack: outcome.next === 'redirect' ? outcome.pack : null,
    }),
    prepare: (context, { state }) => prepareAnswer(parts, context, state),
    async reach(context, prepared, input) {
      const parameters = new URLSearchParams()
      for (const [name, value] of Object.entries(input)) if (value !== undefined) parameters.set(name, value)
      const reached = await reachAnswer(parts, context, prepared, parameters)
      if (reached.kind === 'consented') await parts.vault.prepare(parts.database, context.organisationId)
      return reached
    },
    async record(context, reached): Promise<ConnectionStepValue> {
      if (reached.kind === 'stray') return refusal(reached.reason, null)
      const { attempt, stateHash } = reached
      const { connectionId } = attempt
      if (!(await useUp(context, stateHash))) return refusal('attempt_unknown', null)
      if (reached.kind === 'refused') return refusal(reached.reason, connectionId)
      const { administrator } = reached
      const [pack, ...more] = attempt.packs
      if (!pack) return refusal('attempt_unknown', connectionId)
      if (reached.kind === 'signed_in') {
        const url = await askConsent(parts, context, attempt, administrator)
        return { next: 'redirect', connectionId, pack, url }
      }
      const { clientId, roles, tenancy } = reached
      const step = await settle(parts, context, {
        connectionId,
        way: 'admin_consent',
        tenancy,
        administrator: administrator.userName,
        grants: [{ pack, clientId, credential: undefined, credentialExpiresAt: null, roles }],
      })
      const [following] = more
      if (step.next !== 'connected' || !following) return step
      const url = await askConsent(parts, context, { ...attempt, packs: more }, administrator)
      return { next: 'redirect', connectionId, pack: following, url }
    },
  })
