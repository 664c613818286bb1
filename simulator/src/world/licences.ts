import { isObject, listOf } from './model.ts'
import { LICENCE } from './population/people.ts'
import type { Tenancy } from './tenancy.ts'

/** How many people within sight hold each licence, by skuId; people who are computed hold one each that is known. */
export function licencesInUse(tenancy: Tenancy): Map<string, number> {
  const store = tenancy.store('user')
  const used = new Map<string, number>([[LICENCE, store.unchangedSize]])
  for (const user of store.kept()) {
    if (user.state !== 'live') continue
    for (const licence of listOf(user, 'assignedLicenses'))
      if (isObject(licence) && typeof licence.skuId === 'string')
        used.set(licence.skuId, (used.get(licence.skuId) ?? 0) + 1)
  }
  return used
}
