import type { Entity } from '../model.ts'
import { guidOf, Random } from '../random.ts'
import type { SignIn, SignInHistory } from '../sign-ins.ts'
import type { Tenancy } from '../tenancy.ts'
import { GRAPH_APP_ID } from './graph-principal.ts'
import type { GenerationPlan } from './people.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

/**
 * What people did in the 30 days before `today`: most signed in on a handful of days, some have been
 * away for months, a few never came. Computed per person on demand, always the same.
 */
export function generatedHistory(tenancy: Tenancy, plan: GenerationPlan, today: number): SignInHistory {
  const appIds = usedAppIds(tenancy)
  const born = tenancy.store('user').end
  return (user) => {
    if (user.ordinal >= born) return []
    const context = { appIds: appIds(), today, seed: plan.seed }
    return historyOf(user, new Random(`${plan.seed}/sign-ins/${user.id}`), context)
  }
}

/** The applications that people sign in to, looked up when they are first asked for. */
export function usedAppIds(tenancy: Tenancy): () => readonly string[] {
  let appIds: string[] | undefined
  return () => {
    appIds ??= [...tenancy.store('servicePrincipal').kept()]
      .filter((principal) => principal.properties.servicePrincipalType === 'Application')
      .map((principal) => String(principal.properties.appId))
    return appIds
  }
}

interface HistoryContext {
  readonly appIds: readonly string[]
  readonly today: number
  readonly seed: string
}

function historyOf(user: Entity, random: Random, context: HistoryContext): SignIn[] {
  const habit = random.next()
  if (habit < 0.03) return []
  const away = habit < 0.1 || user.properties.accountEnabled === false
  const count = away ? 1 : random.between(3, 9)
  return Array.from({ length: count }, (_, i) => {
    const daysAgo = away ? random.between(40, 400) : random.between(0, 29)
    const at = Math.floor(context.today / DAY) * DAY - daysAgo * DAY - DAY + 6 * HOUR + random.below(11 * HOUR)
    return {
      // Computed only when it is shown: most sign-ins are only looked through.
      get id() {
        return guidOf(`${context.seed}/sign-in/${user.id}/${i}`)
      },
      at: Math.floor(at / 1000) * 1000,
      userId: user.id,
      appId: random.pick(context.appIds.length > 0 ? context.appIds : [GRAPH_APP_ID]),
      resourceAppId: GRAPH_APP_ID,
      interactive: i === 0 || random.chance(0.6),
      errorCode: i > 0 && random.chance(0.05) ? random.pick([50126, 50076, 53003]) : 0,
    }
  })
}
