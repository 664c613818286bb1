import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { type TestHub, testHub } from '../../hub/testing/index.ts'
import { type SimulatedMicrosoft, simulatedMicrosoft } from '../../hub/testing/whole/microsoft.ts'
import { browser } from './browser.ts'

/** The console as it is delivered, in a browser, against the real hub and the simulated Microsoft cloud. */
export interface WholeConsole {
  hub: TestHub
  microsoft: SimulatedMicrosoft
  page: Page
  /** what scripts of the page complained of */
  troubles: readonly string[]
  close(): Promise<void>
}

/** @param people of the large tenancy */
export async function wholeConsole(people: number): Promise<WholeConsole> {
  const folder = await mkdtemp(join(tmpdir(), 'atrium-console-'))
  const configFile = join(import.meta.dirname, '../vite.config.ts')
  const microsoft = simulatedMicrosoft(people)
  let hub: TestHub | undefined
  let chrome: Browser | undefined
  const close = async () => {
    await chrome?.close()
    await hub?.close()
    await microsoft.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
    // a clock that runs: what is waited for here really happens
    const clock = { now: () => new Date(), set: () => undefined, advance: () => undefined }
    hub = await testHub({ microsoft: microsoft.start, work: true, consoleFolder: folder, clock })
    chrome = await browser()
    const page = await (await chrome.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
    return { hub, microsoft, page, troubles: troublesOf(page), close }
  } catch (error) {
    await close()
    throw error
  }
}

function troublesOf(page: Page): readonly string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    // a refused request is told by the browser itself; that the page tells it to the person is looked at by tests
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(message.text())
  })
  return troubles
}
