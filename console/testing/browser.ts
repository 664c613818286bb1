import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './chromium.ts'

/**
 * Starts a real, headless Chromium for a test file. Close it in `afterAll`; each test takes a context of its own:
 *
 *     let chrome: Browser
 *     beforeAll(async () => { chrome = await browser() })
 *     afterAll(() => chrome.close())
 *
 * `ATRIUM_TEST_BROWSER` names another Chromium or Chrome to use.
 */
export async function browser(): Promise<Browser> {
  const own = process.env.ATRIUM_TEST_BROWSER
  const { executable, environment } = own ? { executable: own, environment: {} } : await unpackChromium()
  return chromium.launch({
    executablePath: executable,
    env: { ...process.env, ...environment },
    args: [
      // The pages are our own, and the sandbox needs rights that root in a container and many plain users do not have.
      '--no-sandbox',
      // Containers give 64 MB of shared memory, too little for a page of a thousand rows.
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
    ],
  })
}
