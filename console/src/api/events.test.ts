import { expect, test } from 'vitest'
import { readEvents, type StreamEvent } from './events.ts'

const collect = async (...chunks: string[]): Promise<StreamEvent[]> => {
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
  const events: StreamEvent[] = []
  for await (const event of readEvents(body)) events.push(event)
  return events
}

test('an event that comes in pieces is one event', async () => {
  expect(await collect('id: a\nda', 'ta: {"n":', '1}\n', '\n')).toEqual([
    { event: 'message', id: 'a', data: '{"n":1}' },
  ])
})

test('heartbeats are passed over, and the end has its name', async () => {
  expect(await collect(': heartbeat\n\n', 'event: end\ndata: {}\n\n')).toEqual([
    { event: 'end', id: undefined, data: '{}' },
  ])
})

test('lines of data belong together, whatever the line ends', async () => {
  expect(await collect('data: one\r\ndata: two\r\n\r\n')).toEqual([
    { event: 'message', id: undefined, data: 'one\ntwo' },
  ])
})

test('what was cut off is no event', async () => {
  expect(await collect('data: half')).toEqual([])
})
