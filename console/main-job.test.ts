import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type WholeConsole, wholeConsole } from './testing/whole-console.ts'

/** The whole main job, as a person does it in a browser, against the real hub and the simulated Microsoft cloud. */

let close: WholeConsole['close'] | undefined
let hub: WholeConsole['hub']
let microsoft: WholeConsole['microsoft']
let page: WholeConsole['page']
let troubles: WholeConsole['troubles']
const patience = { timeout: 60_000 }

beforeAll(async () => {
  ;({ hub, microsoft, page, troubles, close } = await wholeConsole(150))
})
afterAll(() => close?.())

const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
const seen = (name: string | RegExp) => heading(name).waitFor(patience)
const press = (name: string | RegExp) => page.getByRole('button', { name }).click(patience)
const goTo = async (path: string): Promise<void> => {
  await page.goto(`${hub.url}${path}`)
}

/** At Microsoft: the administrator signs in where asked to, and accepts each page of permissions, until Atrium says it is done. */
async function consentAtMicrosoft(): Promise<void> {
  const signIn = page.getByRole('button', { name: new RegExp(`admin@${microsoft.tenancy('large').domain}`) })
  const atMicrosoft = signIn.or(page.getByRole('button', { name: 'Accept' })).first()
  const done = heading(/Connected to/)
  for (;;) {
    await atMicrosoft.or(done).waitFor(patience)
    if (await done.isVisible()) return
    await atMicrosoft.click(patience)
  }
}

const Counts = z.object({
  users: z.object({ total: z.number() }),
  groups: z.object({ total: z.number() }),
  memberships: z.number(),
  servicePrincipals: z.number(),
  appRoleAssignments: z.number(),
})
const State = z.object({
  users: z.array(z.object({ id: z.string(), displayName: z.string(), employeeId: z.string().nullish() })),
  servicePrincipals: z.array(z.object({ appId: z.string(), displayName: z.string() })),
})
const state = async () => State.parse(await microsoft.control('state'))

async function syncNow(): Promise<void> {
  await goTo('/sync')
  await press('Sync now')
}

/** The newest run in the history, once it has ended. */
const newestRun = (status: string) => page.getByRole('row').filter({ hasText: status }).first().waitFor(patience)

test('first owner → connect → import → changes in history → consent withdrawn → reconnect → revoke', async () => {
  // first owner
  const link = await hub.app.bootstrap()
  await page.goto(link?.url ?? '')
  await press('Set a password')
  await page.getByLabel('E-mail address').fill('owner@example.com')
  await page.getByLabel('New password').fill('four quiet words together')
  await page.getByLabel('The same again').fill('four quiet words together')
  await press('Set password')

  // connect by consent
  await page.getByRole('link', { name: 'Connect Microsoft' }).click(patience)
  await seen('Connect Microsoft Entra ID')
  await page.getByRole('link', { name: 'Continue with consent' }).click()
  await press('Continue to Microsoft')
  await consentAtMicrosoft()

  const tenancyName = (await heading(/Connected to/).innerText()).replace('Connected to ', '')

  // progress, then counts that equal the simulator's
  await page.getByRole('link', { name: 'Review what was found' }).click(patience)
  await seen('This is what Atrium found')
  const counts = Counts.parse(await microsoft.control('counts'))
  const number = (value: number) => value.toLocaleString('en')
  for (const [label, value, note] of [
    ['People', counts.users.total, ''],
    ['Groups', counts.groups.total, `${number(counts.memberships)} memberships`],
    ['Applications', counts.servicePrincipals, `${number(counts.appRoleAssignments)} assignments`],
  ] as const) {
    const entry = page.locator('dl > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
    expect(await entry.innerText()).toContain(number(value))
    expect(await entry.innerText()).toContain(note)
  }

  // change three people at the simulator, sync, find each change in its history
  const three = (await state()).users.filter(({ employeeId }) => employeeId).slice(0, 3)
  for (const { id } of three) await microsoft.control('rename', { user: id, surname: 'Quillfeather' })
  await syncNow()
  await page.getByRole('row').nth(2).waitFor(patience)
  await newestRun('Completed')
  await goTo('/people')
  await page.getByRole('searchbox').fill('quillfeather')
  for (const { displayName } of three) {
    const name = `${displayName.split(' ')[0]} Quillfeather`
    await page.getByRole('link', { name }).first().waitFor(patience)
  }
  // an address that somebody mistyped shows the page without what it does not understand
  await goTo('/people?state=mad&asOf=yesterday')
  await page.getByText(/people in this view/).waitFor(patience)
  for (const { id, displayName } of three) {
    await goTo(`/people/${id}`)
    await seen(/Quillfeather/)
    await page.getByRole('tab', { name: 'History' }).click(patience)
    await page.getByText(`display name from “${displayName}”`).waitFor(patience)
    await page.getByText('Surname:').waitFor(patience)
  }

  // consent withdrawn: noticed at the next call
  const ours = (await state()).servicePrincipals.find(({ displayName }) => displayName === 'Atrium: Directory read')
  await microsoft.control('remove-consent', { appId: ours?.appId })
  await goTo('/connection')
  await press('Test connection')
  await page.getByRole('button', { name: 'Authorise again' }).waitFor(patience)

  // reconnect: history is kept
  await press('Authorise again')
  await consentAtMicrosoft()
  await goTo('/connection')
  await page.getByText('Connected', { exact: true }).first().waitFor(patience)
  const runs = await page.request.get(`${hub.url}/v1/sync-runs`)
  expect(z.object({ items: z.array(z.unknown()) }).parse(await runs.json()).items.length).toBeGreaterThanOrEqual(2)

  // revoke: nothing is read any more, everything stays readable
  await page.getByRole('button', { name: /^Revoke/ }).click(patience)
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await dialog.getByRole('textbox').fill(tenancyName)
  await dialog.getByRole('button', { name: 'Revoke', exact: true }).click(patience)
  await page.getByText('Revoked', { exact: true }).first().waitFor(patience)
  await goTo('/people')
  await page.getByRole('searchbox').fill('quillfeather')
  await page
    .getByRole('link', { name: /Quillfeather/ })
    .first()
    .waitFor(patience)

  expect(troubles).toEqual([])
}, 300_000)
