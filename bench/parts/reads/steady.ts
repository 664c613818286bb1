import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, percentiles, round } from './ask.ts'
import type { Question } from './questions.ts'

/** So many requests wait for their answers at most; what is due beyond counts as an error, and is not sent. */
const mostWaiting = 500

/**
 * Asks at a steady rate, whether or not the answers come (an open loop): the wait of a request begins when it was due. The mix
 * is the questions' weights, in an order that is the same each time.
 */
export async function steady(
  ask: (path: string) => Promise<Answer>,
  questions: readonly Question[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<object> {
  const mix = questions.flatMap(({ path, weight = 0 }) => Array.from({ length: weight }, () => path))
  const times: number[] = []
  let [waiting, errors, sent] = [0, 0, 0]
  const total = perSecond * seconds
  const begun = performance.now()
  const asked: Promise<void>[] = []
  for (let nth = 0; nth < total; nth++) {
    const due = begun + (nth * 1_000) / perSecond
    const early = due - performance.now()
    if (early > 1) await pause(early)
    if (waiting >= mostWaiting) {
      errors++
      continue
    }
    waiting++
    sent++
    // a step through the mix that meets each of its places
    const path = mix[(nth * 37) % mix.length] ?? ''
    asked.push(
      ask(path)
        .then(({ status }) => {
          times.push(performance.now() - due)
          if (status !== 200) errors++
        })
        .catch(() => {
          errors++
        })
        .finally(() => {
          waiting--
        }),
    )
  }
  await Promise.all(asked)
  const took = (performance.now() - begun) / 1_000
  return {
    asked: total,
    sent,
    errors,
    seconds: round(took),
    perSecond: round(times.length / took),
    ...percentiles(times),
  }
}
