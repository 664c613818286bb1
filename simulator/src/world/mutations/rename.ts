import { BadInput } from '../input.ts'
import type { Properties } from '../model.ts'
import { textOf } from '../model.ts'
import { type Mutation, personSummary, userIn } from './mutation.ts'

export const rename: Mutation = {
  name: 'rename',
  summary: 'A person gets another givenName, surname, displayName or userPrincipalName; the object id stays',
  apply({ tenancy }, input) {
    const user = userIn(tenancy, input)
    const givenName = input.optionalText('givenName')
    const surname = input.optionalText('surname')
    const displayName = input.optionalText('displayName')
    const userPrincipalName = input.optionalText('userPrincipalName')
    input.done()
    const holder = userPrincipalName === undefined ? undefined : tenancy.findByKey('user', userPrincipalName)
    if (holder && holder !== user) throw new BadInput(`${userPrincipalName} belongs to another person`)
    const patch: Properties = {}
    if (givenName !== undefined) patch.givenName = givenName
    if (surname !== undefined) patch.surname = surname
    if (givenName !== undefined || surname !== undefined)
      patch.displayName =
        `${givenName ?? textOf(user, 'givenName') ?? ''} ${surname ?? textOf(user, 'surname') ?? ''}`.trim()
    if (displayName !== undefined) patch.displayName = displayName
    if (userPrincipalName !== undefined) {
      patch.userPrincipalName = userPrincipalName
      patch.mail = userPrincipalName
    }
    tenancy.update(user, patch)
    return personSummary(user)
  },
}
