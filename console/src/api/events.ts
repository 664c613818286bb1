import { useEffect, useRef, useState } from 'react'
import { type Input, type OperationName, type Output, send } from './call.ts'
import { readErrorBody } from './error-body.ts'
import { ApiProblem } from './problem.ts'

export interface StreamEvent {
  /** `message` where the stream names none */
  event: string
  id: string | undefined
  data: string
}

/** The events of a `text/event-stream` body, as they arrive (HTML Living Standard §9.2.6); comments are passed over. */
export async function* readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = eventOf(block)
        if (event) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function eventOf(block: string): StreamEvent | undefined {
  const lines = block.split('\n').map((line): [string, string] => {
    const colon = line.indexOf(':')
    return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')]
  })
  const valuesOf = (field: string): string[] => lines.filter(([name]) => name === field).map(([, value]) => value)
  const data = valuesOf('data')
  if (data.length === 0) return undefined
  return { event: valuesOf('event').at(-1) ?? 'message', id: valuesOf('id').at(-1), data: data.join('\n') }
}

export interface Live<Item> {
  /** the latest state, undefined until the first one came */
  item: Item | undefined
  state: 'connecting' | 'live' | 'ended' | 'lost'
  error: unknown
}

const reconnectAfterMs = [500, 1_000, 2_000, 5_000, 10_000] as const

/**
 * Follows a stream operation while the component is on the page. A lost connection is taken up again by itself; a refusal is
 * final. `onItem` is called for each state, for keeping other queries fresh.
 */
export function useLive<Name extends OperationName>(
  name: Name,
  input: Input<Name> | undefined,
  onItem?: (item: Output<Name>) => void,
): Live<Output<Name>> {
  const [live, setLive] = useState<Live<Output<Name>>>({ item: undefined, state: 'connecting', error: undefined })
  const told = useRef(onItem)
  told.current = onItem
  const key = input === undefined ? undefined : JSON.stringify(input)
  useEffect(() => {
    if (key === undefined) return
    const asked: Input<Name> = JSON.parse(key)
    const stop = new AbortController()
    setLive({ item: undefined, state: 'connecting', error: undefined })
    void followUntil(stop.signal, name, asked, (change) => {
      setLive((before) => ({ ...before, ...change }))
      if (change.item !== undefined) told.current?.(change.item)
    })
    return () => stop.abort()
  }, [name, key])
  return live
}

/** What the hub says after the last item, and in place of one that failed (hub/src/doors/rest/event-stream.ts). */
const lastEvent = 'end'
const problemEvent = 'problem'

async function followUntil<Name extends OperationName>(
  signal: AbortSignal,
  name: Name,
  input: Input<Name>,
  tell: (change: Partial<Live<Output<Name>>>) => void,
): Promise<void> {
  let seen: string | undefined
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const headers = { accept: 'text/event-stream', ...(seen !== undefined && { 'last-event-id': seen }) }
      const { body } = await send(name, input, headers, signal)
      if (body === null) return tell({ state: 'ended' })
      for await (const { event, id, data } of readEvents(body)) {
        if (signal.aborted) return
        if (event === lastEvent) return tell({ state: 'ended' })
        if (event === problemEvent) throw problemIn(data)
        failures = 0
        seen = id
        tell({ item: JSON.parse(data), state: 'live', error: undefined })
      }
    } catch (error) {
      if (signal.aborted) return
      tell({ state: 'lost', error })
      if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) return
    }
    await pause(reconnectAfterMs[Math.min(failures, reconnectAfterMs.length - 1)] ?? 10_000, signal)
  }
}

function problemIn(data: string): ApiProblem {
  const problem: { status?: unknown } = JSON.parse(data)
  const status = typeof problem.status === 'number' ? problem.status : 500
  const { code, body } = readErrorBody(problem, status)
  return new ApiProblem(status, code, body)
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
