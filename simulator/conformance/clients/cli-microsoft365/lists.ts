import { deepEqual, equal, ok } from 'node:assert/strict'
import { check } from '../check.ts'
import { m365 } from './m365.ts'

/** A list as SharePoint's own interface tells it. */
interface ListInstance {
  readonly Id: string
  readonly Title: string
}

/** `m365 spo list …`, which speaks SharePoint's own interface with a token for that tenancy's host. */
export async function lists(): Promise<void> {
  let webUrl = ''
  let known: readonly { id: string; displayName: string }[] = []

  await check('request of the root site and its lists', async () => {
    const site = await m365('request', '--url', '@graph/sites/root')
    webUrl = String(site.webUrl)
    ok(new URL(webUrl).hostname.endsWith('.sharepoint.com'), webUrl)
    const { value } = await m365<{ value: typeof known }>('request', '--url', `@graph/sites/${site.id}/lists`)
    known = value
    ok(known.length > 0)
  })
  await check('spo list list', async () => {
    const found = await m365<ListInstance[]>('spo', 'list', 'list', '--webUrl', webUrl)
    const titles = found.map(({ Title }) => Title)
    ok(
      known.every(({ displayName }) => titles.includes(displayName)),
      `${titles} lack some of ${JSON.stringify(known)}`,
    )
  })
  await check('spo list get by title and by id', async () => {
    const [one] = known
    const byTitle = await m365<ListInstance>(
      'spo',
      'list',
      'get',
      '--webUrl',
      webUrl,
      '--title',
      one?.displayName ?? '',
    )
    equal(byTitle.Id, one?.id)
    const byId = await m365<ListInstance>('spo', 'list', 'get', '--webUrl', webUrl, '--id', one?.id ?? '')
    deepEqual(byId, byTitle)
  })
}
