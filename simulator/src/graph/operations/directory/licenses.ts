import { SKUS, type Sku } from '../../../world/generate/company.ts'
import { type Entity, isObject, type Json, listOf, textOf } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext, Item, WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { arraySequence, list } from '../../listing.ts'
import { named, single } from '../single.ts'
import { bodyOf } from './body.ts'
import { needRight } from './caller.ts'

const BY_SKU: ReadonlyMap<string, Sku> = new Map(Object.values(SKUS).map((sku) => [sku.skuId, sku]))

interface Licence {
  readonly skuId: string
  readonly disabledPlans: readonly string[]
}

/** learn.microsoft.com/graph/api/user-list-licensedetails. */
export function licenseDetails(context: GraphContext): GraphAnswer {
  const user = named(context, 'user')
  const items = licencesOf(user).flatMap(({ skuId, disabledPlans }): Item[] => {
    const sku = BY_SKU.get(skuId)
    if (!sku) return []
    const id = Buffer.from(`${user.id}${skuId}`).toString('base64url').slice(0, 43)
    const servicePlans = sku.plans.map(({ servicePlanId, servicePlanName }) => ({
      appliesTo: 'User',
      provisioningStatus: disabledPlans.includes(servicePlanId) ? 'Disabled' : 'Success',
      servicePlanId,
      servicePlanName,
    }))
    const properties = { id, servicePlans, skuId, skuPartNumber: sku.skuPartNumber }
    return [{ id, kind: 'licenseDetails', properties }]
  })
  return list(context, { sequence: arraySequence(items), kind: 'licenseDetails', contextName: 'licenseDetails' })
}

/** learn.microsoft.com/graph/api/user-assignlicense: adds and takes away in one step, or nothing of it. */
export function assignLicense(context: WriteContext): GraphAnswer {
  const user = named(context, 'user')
  needRight(context, 'assignLicense')
  const { addLicenses, removeLicenses } = bodyOf(context)
  const added = Array.isArray(addLicenses) ? addLicenses.flatMap(readLicence) : []
  const removed = Array.isArray(removeLicenses) ? removeLicenses.map((id) => String(id).toLowerCase()) : []
  const held = new Map(licencesOf(user).map((licence) => [licence.skuId, licence]))
  for (const skuId of removed) if (!held.delete(skuId)) throw badRequest('User does not have a corresponding license.')
  for (const licence of added) {
    checkLicence(licence, removed)
    held.set(licence.skuId, licence)
  }
  if (added.length > 0 && textOf(user, 'usageLocation') === null)
    throw badRequest('License assignment cannot be done for user with invalid usage location.')
  const assignedLicenses = [...held.values()].map(({ skuId, disabledPlans }) => ({
    disabledPlans: [...disabledPlans],
    skuId,
  }))
  context.tenancy.update(user, { assignedLicenses })
  return single(context, user, 'users')
}

function checkLicence({ skuId, disabledPlans }: Licence, removed: readonly string[]): void {
  const sku = BY_SKU.get(skuId)
  if (!sku) throw badRequest(`Subscription with SKU ${skuId} does not exist.`)
  if (removed.includes(skuId)) throw badRequest(`The license ${skuId} cannot be both added and removed.`)
  const unknown = disabledPlans.find((id) => !sku.plans.some((plan) => plan.servicePlanId === id))
  if (unknown !== undefined) throw badRequest(`The service plan ${unknown} does not belong to the license ${skuId}.`)
}

function licencesOf(user: Entity): Licence[] {
  return listOf(user, 'assignedLicenses').flatMap(readLicence)
}

function readLicence(value: Json): Licence[] {
  if (!isObject(value) || typeof value.skuId !== 'string') return []
  const plans = Array.isArray(value.disabledPlans) ? value.disabledPlans.map((id) => String(id).toLowerCase()) : []
  return [{ skuId: value.skuId.toLowerCase(), disabledPlans: plans }]
}
