import { BadInput } from '../input.ts'
import { RISK_EVENTS } from '../protection/risk-events.ts'
import { type Mutation, userIn } from './mutation.ts'

export const risk: Mutation = {
  name: 'risk',
  summary:
    'Something suspicious is detected about `user`: `riskEventType` (unfamiliarFeatures), `level` (low, medium, high), in their latest sign-in',
  apply({ tenancy, random, now }, input) {
    const user = userIn(tenancy, input)
    const riskEventType = input.optionalText('riskEventType') ?? 'unfamiliarFeatures'
    const riskLevel = input.oneOf('level', ['low', 'medium', 'high'], 'medium')
    input.done()
    const event = RISK_EVENTS.find(({ type }) => type === riskEventType)
    if (!event) throw new BadInput(`\`riskEventType\` must be one of ${RISK_EVENTS.map(({ type }) => type).join(', ')}`)
    const signIn = event.activity === 'signin' ? tenancy.signIns.activityOf(user)?.successful : undefined
    const found = { id: random.guid(), userId: user.id, riskEventType, riskLevel }
    tenancy.protection.risk.detect({ ...found, at: signIn?.at ?? now, signInId: signIn?.id }, now)
    return { id: found.id, user: user.id }
  },
}
