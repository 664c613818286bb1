import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, valuesOf } from '../../../testing/cloud.ts'
import { type Outlook, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import type { ResourceChange } from '../../../world/feed.ts'
import type { Json } from '../../../world/model.ts'

let outlook: Outlook
let sender: MailboxOwner
let reader: MailboxOwner
beforeAll(async () => {
  outlook = await startOutlook()
  const [first, second] = outlook.people
  if (!first || !second) throw new Error('The test tenancy is too small')
  ;[sender, reader] = [first, second]
})
afterAll(() => outlook.cloud.close())

const to = (...addresses: string[]): Json => addresses.map((address) => ({ emailAddress: { address } }))
const message = (subject: string, more: { [name: string]: Json } = {}) => ({
  subject,
  body: { contentType: 'HTML', content: `<p>About ${subject}</p>` },
  toRecipients: to(reader.address),
  ...more,
})
const send = (body: { [name: string]: Json }) =>
  outlook.cloud.graph(`/users/${sender.id}/sendMail`, { method: 'POST', body })
const folder = async (owner: MailboxOwner, name: string, options = '') =>
  valuesOf((await outlook.cloud.graph(`/users/${owner.id}/mailFolders/${name}/messages${options}`)).body)

describe('sendMail', () => {
  test('brings the message into inboxes and into the sent items, and answers 202 without a body', async () => {
    const reply = await send({ message: message('Badge', { ccRecipients: to(sender.address), importance: 'high' }) })
    expect([reply.status, reply.text]).toEqual([202, ''])
    const [received] = await folder(reader, 'inbox')
    expect(received).toMatchObject({
      subject: 'Badge',
      bodyPreview: 'About Badge',
      importance: 'high',
      isRead: false,
      isDraft: false,
      hasAttachments: false,
      from: { emailAddress: { address: sender.address } },
      toRecipients: [{ emailAddress: { address: reader.address } }],
      flag: { flagStatus: 'notFlagged' },
      inferenceClassification: 'focused',
    })
    const [sent] = await folder(sender, 'sentitems')
    expect(sent).toMatchObject({ subject: 'Badge', isRead: true, internetMessageId: received?.internetMessageId })
    expect(sent?.id).not.toBe(received?.id)
  })

  test('keeps no copy when it is told so, and shows nobody a blind copy', async () => {
    await send({ message: message('Quiet', { bccRecipients: to('hidden@elsewhere.example') }), saveToSentItems: false })
    expect((await folder(sender, 'sentitems')).map(({ subject }) => subject)).not.toContain('Quiet')
    expect((await folder(reader, 'inbox'))[0]).toMatchObject({ subject: 'Quiet', bccRecipients: [] })
  })

  test('to an address outside stands in the outbox of the control door', async () => {
    await send({ message: message('Parcel', { toRecipients: to('carrier@elsewhere.example', reader.address) }) })
    const { outbox } = await outlook.cloud.read('mail')
    expect(Array.isArray(outbox) ? outbox.at(-1) : undefined).toMatchObject({
      kind: 'message',
      from: sender.address,
      to: ['carrier@elsewhere.example'],
      subject: 'Parcel',
      bodyPreview: 'About Parcel',
    })
  })

  test.each([
    ['without recipients', { toRecipients: [] }, 400, 'ErrorInvalidRecipients'],
    [
      'to what is no address',
      { toRecipients: [{ emailAddress: { address: 'reception' } }] },
      400,
      'ErrorInvalidRecipients',
    ],
    [
      'with an attachment of 4 MB',
      { attachments: [{ name: 'a', contentBytes: 'A'.repeat(5_600_000) }] },
      413,
      'ErrorMessageSizeExceeded',
    ],
  ])('%s is refused', async (_, more, status, code) => {
    const reply = await send({ message: message('x', more) })
    expect([reply.status, errorOf(reply).code]).toEqual([status, code])
  })

  test('carries small attachments', async () => {
    const attachment = {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'map.txt',
      contentType: 'text/plain',
      contentBytes: 'SGk=',
    }
    await send({ message: message('Map', { attachments: [attachment] }) })
    const [received] = await folder(reader, 'inbox')
    expect(received?.hasAttachments).toBe(true)
    const { body } = await outlook.cloud.graph(`/users/${reader.id}/messages/${String(received?.id)}/attachments`)
    expect(valuesOf(body)[0]).toMatchObject({ ...attachment, size: 2, isInline: false })
  })

  test('is told on for each mailbox', async () => {
    const told: ResourceChange[] = []
    const stop = outlook.cloud.simulator.world.feed.listen((change) => told.push(change))
    await send({ message: message('Told') })
    stop()
    expect(
      told.map(({ changeType, resource }) => `${changeType} ${resource.split('/').slice(0, 3).join('/')}`),
    ).toEqual([`created users/${sender.id}/messages`, `created users/${reader.id}/messages`])
  })
})

describe('a draft', () => {
  test('is made, changed and sent', async () => {
    const path = `/users/${sender.id}/messages`
    const made = await outlook.cloud.graph(path, { method: 'POST', body: { subject: 'Draft' } })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ isDraft: true, isRead: true, toRecipients: [] })
    const one = `${path}/${String(made.body.id)}`
    expect((await outlook.cloud.graph(`${one}/send`, { method: 'POST' })).status).toBe(400)
    await outlook.cloud.graph(one, { method: 'PATCH', body: { toRecipients: to(reader.address), subject: 'Final' } })
    expect((await outlook.cloud.graph(`${one}/send`, { method: 'POST' })).status).toBe(202)
    expect((await folder(reader, 'inbox'))[0]).toMatchObject({ subject: 'Final' })
    expect((await outlook.cloud.graph(one)).status).toBe(404)
  })
})

describe('a received message', () => {
  test('can be read, which the counts of its folder tell, but not rewritten', async () => {
    await send({ message: message('Unread') })
    const unread = async () => (await outlook.cloud.graph(`/users/${reader.id}/mailFolders/inbox`)).body.unreadItemCount
    const before = await unread()
    const [received] = await folder(reader, 'inbox', '?$filter=isRead eq false&$top=1')
    const path = `/users/${reader.id}/messages/${String(received?.id)}`
    const { body } = await outlook.cloud.graph(path, { method: 'PATCH', body: { isRead: true, subject: 'Forged' } })
    expect(body).toMatchObject({ isRead: true, subject: 'Unread' })
    expect(await unread()).toBe(Number(before) - 1)
  })

  test('shows its body as text when that is preferred', async () => {
    const reply = await outlook.cloud.graph(`/users/${reader.id}/messages?$top=1`, {
      headers: { prefer: 'outlook.body-content-type="text"' },
    })
    expect(valuesOf(reply.body)[0]?.body).toMatchObject({ contentType: 'text' })
  })

  test('is gone when it is deleted', async () => {
    const [received] = await folder(reader, 'inbox')
    const path = `/users/${reader.id}/messages/${String(received?.id)}`
    expect((await outlook.cloud.graph(path, { method: 'DELETE' })).status).toBe(204)
    expect(errorOf(await outlook.cloud.graph(path)).code).toBe('ErrorItemNotFound')
  })
})

test('the folders of a mailbox are known by their names', async () => {
  const { items } = await outlook.cloud.all(`/users/${reader.id}/mailFolders`)
  expect(items.map(({ displayName }) => displayName)).toEqual(expect.arrayContaining(['Inbox', 'Sent Items', 'Drafts']))
  const byId = await outlook.cloud.graph(`/users/${reader.id}/mailFolders/${String(items[0]?.id)}`)
  expect(byId.body.displayName).toBe(items[0]?.displayName)
  expect((await outlook.cloud.graph(`/users/${reader.id}/mailFolders/nonsense`)).status).toBe(400)
})

test('the basic permission shows no body', async () => {
  const app = await outlook.cloud.app(['Mail.ReadBasic.All'])
  const reply = await app.graph(`/users/${reader.id}/messages`)
  expect(valuesOf(reply.body).length).toBeGreaterThan(0)
  expect(reply.text).not.toContain('bodyPreview')
})
