import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { browser } from '../../../console/testing/browser.ts'
import { startTestCloud, TEST_APP, type TestCloud } from '../testing/cloud.ts'

let chrome: Browser
let cloud: TestCloud
let page: Page
let broken: string[]

beforeAll(async () => {
  chrome = await browser()
})
afterAll(() => chrome.close())
beforeEach(async () => {
  cloud = await startTestCloud()
  page = await (await chrome.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  broken = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    // That a change was refused is the browser's to note, and the page's to say.
    if (message.type() === 'error' && !message.text().includes('status of 400')) broken.push(message.text())
  })
  await page.goto(`${cloud.simulator.url}/`)
  await page.getByRole('heading', { name: 'People' }).waitFor()
})
afterEach(async () => {
  await page.context().close()
  await cloud.close()
  expect(broken).toEqual([])
})

const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const said = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor()
const row = (text: string) => page.getByRole('row').filter({ hasText: text })

test('a person is hired, moved, blocked and unblocked, and leaves; Graph tells each', async () => {
  await press('Hire a person')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Given name').fill('Nova')
  await dialog.getByLabel('Surname').fill('Ferrant')
  await dialog.getByLabel('Department').selectOption('Finance')
  await dialog.getByRole('button', { name: 'Hire' }).click()
  await said('Nova Ferrant joined as nova.ferrant@northhaven.example')

  await page.getByRole('searchbox').fill('nova.fer')
  await row('Nova Ferrant').getByRole('button', { name: 'Move' }).click()
  await dialog.getByLabel('City').selectOption('Fjordby')
  await dialog.getByRole('button', { name: 'Move' }).click()
  await said('Nova Ferrant was moved')
  const user = await cloud.graph('/users/nova.ferrant@northhaven.example?$select=city,department')
  expect(user.body).toMatchObject({ city: 'Fjordby', department: 'Finance' })

  await row('Nova Ferrant').getByRole('button', { name: 'Block' }).click()
  await said('Nova Ferrant was blocked')
  await row('Nova Ferrant').getByText('Blocked').waitFor()
  await row('Nova Ferrant').getByRole('button', { name: 'Unblock' }).click()
  await said('may sign in again')
  await row('Nova Ferrant').getByRole('button', { name: 'Leave' }).click()
  await said('Nova Ferrant left')
  await page.getByText('Nothing fits the search.').waitFor()
  expect((await cloud.graph('/users/nova.ferrant@northhaven.example')).status).toBe(404)
})

test('consent is withdrawn, one permission or all of it, and given again', async () => {
  await page.getByRole('link', { name: 'Applications' }).click()
  await row('Test application').getByRole('button', { name: 'User.Read.All ✕' }).click()
  await said('User.Read.All was withdrawn from Test application')
  await row('Test application').getByRole('button', { name: 'Withdraw', exact: true }).click()
  await said('Consent was withdrawn')
  await row('Test application').getByText('No consent').waitFor()
  expect((await cloud.graph('/users')).status).toBe(401)
  await row('Test application').getByRole('button', { name: 'Consent', exact: true }).click()
  await said('has this tenancy’s consent')
  expect((await cloud.graph('/users')).status).toBe(200)
})

test('requests appear as they come, with what let them in', async () => {
  await page.getByRole('link', { name: 'Requests' }).click()
  await cloud.graph('/groups?$top=1')
  await row('GET /groups').getByText('Group.Read.All').waitFor()
  const { requests } = await cloud.read(`requests?appId=${TEST_APP}&pathPattern=/groups`)
  expect(requests).toHaveLength(1)
})

test('a rule in a sentence is in force, and one that is not understood says what to write', async () => {
  await page.getByRole('link', { name: 'Disorder' }).click()
  await page.getByLabel('A rule in one sentence').fill('break everything')
  await press('Add the rule')
  await said(/The rule is not understood; write it as/)
  await page.getByLabel('A rule in one sentence').fill('when GET /groups, 1st call, then 503')
  await press('Add the rule')
  await row('GET /groups').waitFor()
  expect((await cloud.graph('/groups')).status).toBe(503)
  await row('1 of 1 calls').waitFor()
  await press('Clear all')
  await page.getByText('No rule is in force').waitFor()
})

test('the clock is moved and stopped for everything', async () => {
  await press('Stop clock')
  await said('The clock stands still')
  const { now } = await cloud.read('clock')
  await press('+7 days')
  await said(/The clock shows/)
  const week = Date.parse(String((await cloud.read('clock')).now)) - Date.parse(String(now))
  expect(week).toBe(7 * 86_400_000)
})

test('another tenancy shows its own people', async () => {
  await page.getByLabel('Tenancy').selectOption({ label: 'Brightwater Municipal Works (brightwater.example)' })
  await row('admin@brightwater.example').waitFor()
  expect(await page.getByText('@northhaven.example').count()).toBe(0)
})
