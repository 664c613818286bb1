import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { answerOf, connectByConsent, imported, syncNow } from '../hub/testing/whole/connect.ts'
import { type WholeConsole, wholeConsole } from './testing/whole-console.ts'

/** What a person sees of a sync: before it, while it is told of, and afterwards. */

let whole: WholeConsole
let connectionId: string
let runId: string
const patience = { timeout: 60_000 }

beforeAll(async () => {
  whole = await wholeConsole(150)
  const { hub, microsoft, page } = whole
  const owner = await hub.asOwner()
  connectionId = await connectByConsent(owner, microsoft.tenancy('large'), {
    packs: ['directory-read', 'sign-in-activity'],
  })
  runId = await imported(owner, connectionId)
  const cookies = owner.cookie.split('; ').map((cookie) => cookie.split('='))
  await page.context().addCookies(cookies.map(([name = '', value = '']) => ({ name, value, url: hub.url })))
}, 120_000)
afterAll(() => whole?.close())

const row = (table: string, name: string) =>
  whole.page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: name })

test('a run shows what was planned beside what it did cost, for each kind and together', async () => {
  await whole.page.goto(`${whole.hub.url}/sync/${runId}`)
  await row('Plan and cost', 'People')
    .getByText(/^Everything, page after page: it was not read/)
    .waitFor(patience)
  expect(await row('Plan and cost', 'Together').getByRole('cell').first().innerText()).toMatch(/^\d+\s+expected \d+$/)
})

test('what a sync would do is shown before it is done, and what it would leave for later', async () => {
  const { page, hub } = whole
  await page.goto(`${hub.url}/sync`)
  await page.getByRole('button', { name: 'What would a sync do now?' }).click(patience)
  const dialog = page.getByRole('dialog')
  await row('Plan of a sync', 'Who is assigned to applications').waitFor(patience)
  await dialog.getByRole('radio', { name: 'The one on schedule' }).click()
  const left = dialog.getByRole('list', { name: 'Not read' })
  await left.getByText(/Who is assigned to applications, due/).waitFor(patience)
  expect(await row('Plan of a sync', 'Who is assigned to applications').count()).toBe(0)
})

test('a run that has read everything says that it merges, for as long as that takes', async () => {
  const { page, hub, microsoft } = whole
  const { users } = z.object({ users: z.array(z.object({ id: z.string() })) }).parse(await microsoft.control('state'))
  await microsoft.control('rename', { user: users[0]?.id, surname: 'Quillfeather' })
  const holder = new pg.Client({ connectionString: hub.adminUrl, application_name: 'tests: a long merge' })
  await holder.connect()
  try {
    // nothing can be written, so the merge waits; reading goes on
    await holder.query('begin; lock table person in share mode')
    await page.goto(`${hub.url}/sync`)
    await page.getByRole('button', { name: 'Sync now', exact: true }).click(patience)
    await page.getByRole('status').filter({ hasText: 'being merged into the directory' }).waitFor(patience)
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string() })) })
      .parse(await (await page.request.get(`${hub.url}/v1/sync-runs?status=running`)).json())
    await page.goto(`${hub.url}/sync/${items[0]?.id}`)
    await page.getByRole('status').filter({ hasText: 'being merged into the directory' }).waitFor(patience)
    await row('Plan and cost', 'People').waitFor(patience)
    await holder.query('rollback')
    await page.getByText('Completed', { exact: true }).waitFor(patience)
  } finally {
    await holder.end()
  }
})

test('what was read in another way than planned says which was planned, and why', async () => {
  const { page, hub, microsoft } = whole
  // Microsoft takes no changes of consents: what was planned is refused, and another way is found
  await microsoft.control('fault', { rule: 'when GET /oauth2PermissionGrants/delta, then 400' })
  const fallen = await syncNow(await hub.asOwner(), connectionId)
  await page.goto(`${hub.url}/sync/${fallen}`)
  await row('Plan and cost', 'Consents given to applications')
    .getByText(/Planned was: only what changed\. Microsoft refused/)
    .waitFor(patience)
})

test('assignments and last sign-ins show how old they are, now and in the past', async () => {
  const { page, hub } = whole
  const answer = await page.request.get(`${hub.url}/v1/people?limit=1`)
  const [person] = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await answer.json()).items
  await page.goto(`${hub.url}/people/${person?.id}`)
  await page.getByText(/^As of/).waitFor(patience)
  await page.goto(`${hub.url}/people/${person?.id}?tab=applications`)
  await page.getByText(/^Assignments as of/).waitFor(patience)
  const run = await page.request.get(`${hub.url}/v1/sync-runs/${runId}`)
  const { mergedAt } = z.object({ mergedAt: z.string() }).parse(await run.json())
  await syncNow(await hub.asOwner(), connectionId)
  await page.goto(`${hub.url}/people/${person?.id}?tab=applications&asOf=${encodeURIComponent(mergedAt)}`)
  await page.getByText('Assignments as last read by then').waitFor(patience)
})

test('a plan that cannot be made says why and what to do', async () => {
  const { page, hub } = whole
  await page.goto(`${hub.url}/sync`)
  const plan = page.getByRole('button', { name: 'What would a sync do now?' })
  await plan.waitFor(patience)
  await answerOf(await hub.asOwner(), 'POST', `/v1/connections/${connectionId}/revoke`, {})
  await plan.click(patience)
  await page
    .getByRole('dialog')
    .getByText(/Open Connection: it says why, and what to do/)
    .waitFor(patience)
  expect(whole.troubles).toEqual([])
})
