import { nameKey } from './account-book.ts'
import { AccountPacer, type PacerParts } from './account-pacer.ts'
import type { LimitName } from './limits.ts'
import type { Charge, Cost, PacerRegistry, Pacers } from './pacer.ts'

/** Pacers over the accounts of a book, one line for each account however many ask for it. */
export function pacersOver(parts: PacerParts): PacerRegistry {
  const lines = new Map<string, AccountPacer>()
  let sizesTold: Promise<unknown> = Promise.resolve()
  const ofTenancy = new Map<string, Pacers>()

  function line(clientId: string, tenantId: string, { limit, place }: Charge): AccountPacer {
    const name = { clientId, tenantId, limit, place }
    const key = nameKey(name)
    const known = lines.get(key) ?? new AccountPacer(parts, name)
    lines.set(key, known)
    return known
  }

  return {
    of(clientId, tenantId) {
      const key = `${clientId} ${tenantId}`
      const known = ofTenancy.get(key) ?? pacersOf((charge) => line(clientId, tenantId, charge))
      ofTenancy.set(key, known)
      return known
    },
    sized(tenantId, people, licences) {
      const size = { people, ...(licences === undefined ? {} : { licences }) }
      sizesTold = Promise.all([sizesTold, parts.book.sized(tenantId, size).catch(parts.onError)])
    },
    async close() {
      await Promise.all([sizesTold, ...[...lines.values()].map((one) => one.close())])
    },
  }
}

function pacersOf(find: (charge: Charge) => AccountPacer): Pacers {
  const plain = new Map<LimitName, AccountPacer>()
  const lineOf = (charge: Charge): AccountPacer => {
    if (charge.place !== undefined) return find(charge)
    const known = plain.get(charge.limit) ?? find(charge)
    plain.set(charge.limit, known)
    return known
  }
  return {
    async acquire(cost, urgency, patience) {
      const got: Charge[] = []
      let waitedMs = 0
      try {
        for (const charge of cost) {
          waitedMs += await lineOf(charge).acquire(charge.units, urgency, patience)
          got.push(charge)
        }
      } catch (error) {
        for (const charge of got) lineOf(charge).refund(charge.units)
        throw error
      }
      return waitedMs
    },
    settle(cost, heard) {
      for (const charge of cost) lineOf(charge).settle(charge.units, heard)
    },
    pause(cost: Cost, milliseconds) {
      for (const charge of cost) lineOf(charge).pause(milliseconds)
    },
  }
}
