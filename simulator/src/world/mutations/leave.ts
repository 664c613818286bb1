import { isoSeconds } from '../clock.ts'
import { nameBeforeDeletion } from '../deleted-name.ts'
import { BadInput } from '../input.ts'
import { textOf } from '../model.ts'
import { type Mutation, personSummary, userIn } from './mutation.ts'

export const leave: Mutation = {
  name: 'leave',
  summary:
    'A person leaves; `how`: disable, delete (into the recycle bin), disableAndDelete (default) or purge (for good)',
  apply({ tenancy, now }, input) {
    const user = userIn(tenancy, input)
    const how = input.oneOf('how', ['disableAndDelete', 'disable', 'delete', 'purge'], 'disableAndDelete')
    input.done()
    const summary = personSummary(user)
    if (how === 'disable' || how === 'disableAndDelete')
      tenancy.update(user, { accountEnabled: false, employeeLeaveDateTime: isoSeconds(now) })
    if (how === 'delete' || how === 'disableAndDelete') tenancy.remove(user, isoSeconds(now))
    if (how === 'purge') tenancy.purge(user)
    return { ...summary, how }
  },
}

export const block: Mutation = {
  name: 'block',
  summary: 'Disables an account',
  apply({ tenancy }, input) {
    const user = userIn(tenancy, input)
    input.done()
    tenancy.update(user, { accountEnabled: false })
    return personSummary(user)
  },
}

export const unblock: Mutation = {
  name: 'unblock',
  summary: 'Enables an account',
  apply({ tenancy }, input) {
    const user = userIn(tenancy, input)
    input.done()
    tenancy.update(user, { accountEnabled: true })
    return personSummary(user)
  },
}

export const restore: Mutation = {
  name: 'restore',
  summary: 'Brings an object back from the recycle bin, by `id`',
  apply({ tenancy }, input) {
    const id = input.text('id')
    input.done()
    const entity = tenancy.findAny(id)
    if (entity?.state !== 'deleted') throw new BadInput(`${id} is not in the recycle bin`)
    const name = nameBeforeDeletion(id, textOf(entity, 'userPrincipalName') ?? '')
    if (entity.kind === 'user' && tenancy.findByKey('user', name))
      throw new BadInput(`${name} belongs to somebody else by now: rename them first`)
    tenancy.restore(entity)
    return { id }
  },
}

export const vanish: Mutation = {
  name: 'vanish',
  summary: 'A person is no longer seen by anyone, without @removed, as happens when they leave the reader’s scope',
  apply({ tenancy }, input) {
    const user = userIn(tenancy, input)
    input.done()
    tenancy.hide(user)
    return personSummary(user)
  },
}

export const reappear: Mutation = {
  name: 'reappear',
  summary: 'A vanished person is seen again, by object id in `user`',
  apply({ tenancy }, input) {
    const id = input.text('user').toLowerCase()
    input.done()
    const user = tenancy.findAny(id)
    if (user?.state !== 'hidden') throw new BadInput(`${id} has not vanished`)
    tenancy.show(user)
    return personSummary(user)
  },
}

export const emptyRecycleBin: Mutation = {
  name: 'empty-recycle-bin',
  summary:
    'Deletes for good what has lain in the recycle bin since before `deletedBefore` (epoch milliseconds); time does it by itself after 30 days',
  apply({ tenancy }, input) {
    const deletedBefore = input.optionalNumber('deletedBefore')
    input.done()
    if (deletedBefore === undefined) throw new BadInput('Say `deletedBefore`: an instant in epoch milliseconds')
    return { deleted: tenancy.emptyBin(deletedBefore).map((entity) => entity.id) }
  },
}
