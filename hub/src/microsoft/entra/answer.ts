import type { MicrosoftPorts } from '../ports.ts'
import { refusal, refusalFromAnswer } from './refusal.ts'
import { Refused } from './refused.ts'

/** How long the identity platform may take for one answer. */
export const answerWithinMs = 30_000

/** The caller's signal, ended after `answerWithinMs` too. */
export const within = (ports: MicrosoftPorts, signal?: AbortSignal): AbortSignal => {
  const deadline = ports.deadline(answerWithinMs)
  return signal === undefined ? deadline : AbortSignal.any([signal, deadline])
}

/**
 * Sends, and reads the JSON of a 200.
 * @throws Refused for every other answer, for no answer, and for a body that is not JSON; the signal's reason where the caller gave up
 */
export async function jsonAnswer(send: () => Promise<Response>, signal?: AbortSignal): Promise<unknown> {
  let response: Response
  let text: string
  try {
    response = await send()
    text = await response.text()
  } catch {
    signal?.throwIfAborted()
    throw new Refused(refusal('temporarily_unavailable'))
  }
  const body = parsed(text)
  if (response.status !== 200) throw new Refused(refusalFromAnswer(response.status, body))
  if (body === undefined) throw new Refused(refusal('temporarily_unavailable'))
  return body
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
