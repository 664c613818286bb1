import { deepEqual, equal, ok } from 'node:assert/strict'
import { check } from '../check.ts'
import { type TrueObject, truth } from '../control.ts'
import { m365, setting } from './m365.ts'

const idsOf = (objects: readonly { readonly id: string }[]) => objects.map(({ id }) => id).sort()

/** `m365 entra enterpriseapp …`: service principals, and their permissions. */
export async function applications(): Promise<void> {
  const { servicePrincipals } = await truth()
  const own = servicePrincipals.find(({ appId }) => appId === setting.confidential.appId)
  if (own === undefined) throw new Error('The application has no service principal')

  await check('entra enterpriseapp list', async () => {
    deepEqual(idsOf(await m365<TrueObject[]>('entra', 'enterpriseapp', 'list')), idsOf(servicePrincipals))
  })
  await check('entra enterpriseapp get by appId, object id and name', async () => {
    const get = async (option: string, value: string) => (await m365('entra', 'enterpriseapp', 'get', option, value)).id
    equal(await get('--id', own.appId), own.id)
    equal(await get('--objectId', own.id), own.id)
    equal(await get('--displayName', own.displayName), own.id)
  })
  await check('entra approleassignment list', async () => {
    const assignments = await m365<{ roleName: string }[]>('entra', 'approleassignment', 'list', '--appId', own.appId)
    ok(
      assignments.some(({ roleName }) => roleName === 'User.ReadWrite.All'),
      JSON.stringify(assignments),
    )
  })
  await check('entra organization list', async () => {
    const organizations = await m365<TrueObject[]>('entra', 'organization', 'list')
    deepEqual(idsOf(organizations), [setting.tenantId])
  })
}
