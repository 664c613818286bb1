import { useEffect, useRef, useState } from 'react'
import { type Input, type OperationName, type Output, send } from './call.ts'
import { ApiProblem } from './problem.ts'

/** The data of each event of a `text/event-stream` body, as it arrives (HTML Living Standard §9.2.6). */
export async function* readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = block
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).replace(/^ /, ''))
        if (data.length > 0) yield data.join('\n')
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
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

async function followUntil<Name extends OperationName>(
  signal: AbortSignal,
  name: Name,
  input: Input<Name>,
  tell: (change: Partial<Live<Output<Name>>>) => void,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const response = await send(name, input, 'text/event-stream', signal)
      if (response.body === null) return tell({ state: 'ended' })
      for await (const data of readEvents(response.body)) {
        if (signal.aborted) return
        failures = 0
        tell({ item: JSON.parse(data), state: 'live', error: undefined })
      }
      return tell({ state: 'ended' })
    } catch (error) {
      if (signal.aborted) return
      const final = error instanceof ApiProblem && error.status >= 400 && error.status < 500
      tell({ state: 'lost', error })
      if (final) return
      await pause(reconnectAfterMs[Math.min(failures, reconnectAfterMs.length - 1)] ?? 10_000, signal)
    }
  }
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
