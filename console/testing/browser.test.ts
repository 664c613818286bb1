import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browser } from './browser.ts'

const page = `<!doctype html><title>Door</title><button onclick="this.textContent = 'Opened'">Дверь öffnen</button>`
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
})
let chrome: Browser | undefined

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  chrome = await browser()
})
afterAll(async () => {
  await chrome?.close()
  server.close()
})

test('a real browser loads a page, clicks, and takes a picture', async () => {
  const context = await started(chrome).newContext()
  const tab = await context.newPage()
  await tab.goto(`http://127.0.0.1:${portOf(server.address())}/`)
  await tab.getByRole('button', { name: 'Дверь öffnen' }).click()
  expect(await tab.getByRole('button').textContent()).toBe('Opened')
  expect((await tab.screenshot()).length).toBeGreaterThan(1000)
  await context.close()
})

test('contexts share nothing', async () => {
  const [one, other] = await Promise.all([started(chrome).newContext(), started(chrome).newContext()])
  await one.addCookies([{ name: 'session', value: 'a', url: 'http://127.0.0.1/' }])
  expect(await other.cookies()).toEqual([])
  await Promise.all([one.close(), other.close()])
})

function started(launched: Browser | undefined): Browser {
  if (launched === undefined) throw new Error('the browser was not started')
  return launched
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  return address.port
}
