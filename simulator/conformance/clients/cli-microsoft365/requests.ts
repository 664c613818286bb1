import { equal, match } from 'node:assert/strict'
import { check } from '../check.ts'
import { truth } from '../control.ts'
import { m365, m365Failure } from './m365.ts'

/** `m365 request`: any call, with the token that fits its address. */
export async function requests(): Promise<void> {
  await check('request of Graph', async () => {
    const { users } = await truth()
    const url = '@graph/users?$count=true&$top=1'
    const answer = await m365('request', '--url', url, '--ConsistencyLevel', 'eventual')
    equal(answer['@odata.count'], users.length)
  })
  await check('request of what does not exist: an error', async () => {
    match(await m365Failure('request', '--url', '@graph/users/99999999-9999-4999-8999-999999999999'), /status code 404/)
  })
}
