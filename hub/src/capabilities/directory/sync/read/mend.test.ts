import { describe, expect, test } from 'vitest'
import {
  DeltaExpired,
  GraphRefused,
  LinkRefused,
  ObjectNotFound,
  PermissionMissing,
} from '../../../../microsoft/index.ts'
import { allResources } from '../resources/resources.ts'
import { remedyFor } from './mend.ts'
import type { ResourceState } from './reading.ts'
import type { Part } from './step.ts'

const at = { path: '/groups/delta' }
const expired = new DeltaExpired(at, 'gone')
const state = (resource: string, more: Partial<ResourceState>): ResourceState => {
  const definition = allResources.find((one) => one.resource === resource)
  if (!definition) throw new Error(resource)
  return {
    definition,
    strategy: 'changes',
    stage: 0,
    deltaLink: null,
    partsLeft: 1,
    isOpen: true,
    epoch: 0,
    startsOver: 0,
    ...more,
  }
}
const part = (more: Partial<Part> = {}): Part => ({
  part: 1,
  resource: 'groups',
  step: 'changes',
  ids: null,
  link: 'link',
  ...more,
})
const none = new Set<string>()

describe('a bookmark that Microsoft has forgotten', () => {
  test('means reading everything', () => {
    expect(remedyFor(expired, state('groups', {}), part(), none)).toEqual({
      do: 'start_over',
      strategy: 'chain',
      reason: 'gone',
    })
  })

  test('once in a run', () => {
    expect(remedyFor(expired, state('groups', { strategy: 'chain', startsOver: 1 }), part(), none)).toEqual({
      do: 'give_up',
    })
  })

  test('of a chain of some objects means reading that chain again', () => {
    expect(remedyFor(expired, state('groups', { strategy: 'parallel' }), part({ ids: ['a'] }), none)).toEqual({
      do: 'read_part_again',
    })
  })

  test('that leads elsewhere is treated the same', () => {
    expect(remedyFor(new LinkRefused(at), state('groups', {}), part(), none)).toMatchObject({
      do: 'start_over',
      reason: 'link_refused',
    })
  })
})

describe('a way of reading that Microsoft refuses', () => {
  test('is followed by the next', () => {
    const refused = new GraphRefused({ ...at, status: 400 })
    expect(remedyFor(refused, state('groups', { strategy: 'parallel' }), part(), none)).toMatchObject({
      do: 'start_over',
      strategy: 'chain',
    })
    expect(
      remedyFor(new ObjectNotFound(at), state('servicePrincipalOwners', { strategy: 'chain' }), part(), none),
    ).toMatchObject({ do: 'start_over', strategy: 'expanded' })
  })

  test('with no other left ends the reading of it', () => {
    const refused = new GraphRefused({ ...at, status: 501 })
    expect(remedyFor(refused, state('servicePrincipals', { strategy: 'chain' }), part(), none)).toEqual({
      do: 'give_up',
    })
  })
})

test('for a permission that is missing there is no other way', () => {
  expect(remedyFor(new PermissionMissing(at), state('groups', {}), part(), none)).toEqual({ do: 'give_up' })
})
