import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestHub, testHub } from '../hub/testing/index.ts'
import { browser } from './testing/browser.ts'

/** How people come in, in a browser against the real hub: by link, by password, and where they are not let in. */

let folder: string
let chrome: Browser
let hub: TestHub
const patience = { timeout: 60_000 }
const password = 'four quiet words together'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-console-'))
  const configFile = join(import.meta.dirname, 'vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  const clock = { now: () => new Date(), set: () => undefined, advance: () => undefined }
  hub = await testHub({ consoleFolder: folder, clock })
  chrome = await browser()
})

afterAll(async () => {
  await chrome?.close()
  await hub?.close()
  await rm(folder, { recursive: true, force: true })
})

/** A browser of its own, at phone width, with nothing kept from any other. */
async function newPage(): Promise<Page> {
  const context = await chrome.newContext({ viewport: { width: 390, height: 844 } })
  return context.newPage()
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

async function signIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function choosePassword(page: Page, email?: string): Promise<void> {
  await page.getByRole('button', { name: 'Set a password' }).click(patience)
  if (email !== undefined) await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('New password').fill(password)
  await page.getByLabel('The same again').fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
}

test('a link signs in once, and leaves the address at once', async () => {
  const { url } = await hub.app.issueOwnerLink()
  const page = await newPage()
  await page.goto(url)
  await heading(page, /^Welcome/).waitFor(patience)
  expect(page.url()).toBe(`${hub.url}/sign-in/link`)
  await choosePassword(page, 'owner@example.com')
  await page.getByRole('navigation', { name: 'Main' }).waitFor(patience)

  const other = await newPage()
  await other.goto(url)
  await heading(other, 'This link does not work').waitFor(patience)
  await other.getByRole('link', { name: 'Sign in another way' }).click()
  await heading(other, 'Sign in').waitFor(patience)
  await Promise.all([page.context().close(), other.context().close()])
})

test('whoever is not signed in signs in first and arrives where they wanted to go', async () => {
  const page = await newPage()
  await page.goto(`${hub.url}/organisation`)
  await signIn(page, 'owner@example.com', 'not the password')
  await page.getByRole('alert').filter({ hasText: 'the password is not right' }).waitFor(patience)
  await signIn(page, 'owner@example.com', password)
  await heading(page, 'Organisation').waitFor(patience)

  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await heading(page, 'Sign in').waitFor(patience)
  await page.context().close()
})

test.each(['//elsewhere.example/', 'https://elsewhere.example/', '/\\elsewhere.example'])(
  'nobody is led to %s by signing in',
  async (back) => {
    const page = await newPage()
    await page.goto(`${hub.url}/sign-in?back=${encodeURIComponent(back)}`)
    await signIn(page, 'owner@example.com', password)
    await page.getByRole('navigation', { name: 'Main' }).waitFor(patience)
    expect(page.url()).toBe(`${hub.url}/`)
    await page.context().close()
  },
)

test('an invited viewer comes in by their link, and is told which role a page needs', async () => {
  const owner = await newPage()
  await owner.goto(`${hub.url}/organisation`)
  await signIn(owner, 'owner@example.com', password)
  await owner.getByRole('button', { name: 'Add a member' }).click(patience)
  await owner.getByRole('textbox', { name: 'Name', exact: true }).fill('Ana Example')
  await owner.getByLabel('E-mail address').fill('ana@example.com')
  await owner.getByRole('button', { name: 'Add member' }).click()
  const link = await owner.getByLabel('Sign-in link for Ana Example').inputValue(patience)

  const viewer = await newPage()
  await viewer.goto(link)
  await heading(viewer, 'Welcome, Ana Example').waitFor(patience)
  await viewer.getByRole('button', { name: 'Not now' }).click()
  await viewer.getByRole('navigation', { name: 'Main' }).waitFor(patience)
  expect(await viewer.getByRole('link', { name: 'Connection' }).count()).toBe(0)
  await viewer.goto(`${hub.url}/connection`)
  await viewer.getByRole('alert').filter({ hasText: 'Owner, admin, operator or auditor' }).waitFor(patience)
  await viewer.getByRole('navigation', { name: 'Main' }).waitFor(patience)
  await Promise.all([owner.context().close(), viewer.context().close()])
})
