import { afterAll, beforeAll, expect, test } from 'vitest'
import { PermissionPacks } from './model.ts'
import { begin } from './testing/consent.ts'
import { type Installation, installation, refusalOf } from './testing/installation.ts'

let atrium: Installation
beforeAll(async () => {
  atrium = await installation({ registered: false })
})
afterAll(() => atrium.close())

test('an installation that is not registered at Microsoft says so, and offers the other way', async () => {
  const owner = await atrium.newOrganisation()
  const { packs } = PermissionPacks.parse(await atrium.call(owner, 'connections.packs'))
  expect(packs.every(({ registered, enabled }) => !registered && !enabled)).toBe(true)
  expect(await refusalOf(begin(atrium, owner))).toBe('conflict not_registered')
  expect(await atrium.sql('select from connection')).toEqual([])
})
