import { isoSeconds } from '../clock.ts'
import type { Input } from '../input.ts'
import { BadInput } from '../input.ts'
import { compileMembershipRule } from '../membership-rule.ts'
import { isDynamic, type Kind, type Relation } from '../model.ts'
import { type Mutation, type MutationContext, objectIn } from './mutation.ts'

const MEMBER_KINDS: readonly Kind[] = ['user', 'group', 'device', 'servicePrincipal']
const OWNED_KINDS: readonly Kind[] = ['group', 'application', 'servicePrincipal']

export const addToGroup = linkMutation(
  'add-to-group',
  'Adds `member` (id or userPrincipalName) to `group`',
  'members',
  true,
)
export const removeFromGroup = linkMutation('remove-from-group', 'Removes `member` from `group`', 'members', false)
export const addOwner = linkMutation(
  'add-owner',
  'Makes `owner` an owner of `object` (group, application, servicePrincipal)',
  'owners',
  true,
)
export const removeOwner = linkMutation('remove-owner', 'Removes `owner` from the owners of `object`', 'owners', false)

function linkMutation(name: string, summary: string, relation: Relation, adds: boolean): Mutation {
  return {
    name,
    summary,
    apply({ tenancy }: MutationContext, input: Input) {
      const source =
        relation === 'members'
          ? objectIn(tenancy, input, 'group', ['group', 'administrativeUnit', 'directoryRole'])
          : objectIn(tenancy, input, 'object', OWNED_KINDS)
      const target = objectIn(tenancy, input, relation === 'members' ? 'member' : 'owner', MEMBER_KINDS)
      input.done()
      if (relation === 'members' && isDynamic(source))
        throw new BadInput('The group is dynamic: its rule decides who is in it; change the person instead')
      if (source === target) throw new BadInput('A group cannot be a member of itself')
      const changed = adds ? tenancy.link(relation, source, target) : tenancy.unlink(relation, source, target)
      return { id: source.id, target: target.id, changed }
    },
  }
}

export const createGroup: Mutation = {
  name: 'create-group',
  summary:
    'A new group: `displayName`, `kind` (security, microsoft365, mailEnabledSecurity, distribution, dynamic), `membershipRule`',
  apply({ tenancy, random, now }, input) {
    const displayName = input.text('displayName')
    const kind = input.oneOf(
      'kind',
      ['security', 'microsoft365', 'mailEnabledSecurity', 'distribution', 'dynamic'],
      'security',
    )
    const rule = kind === 'dynamic' ? input.text('membershipRule') : undefined
    input.done()
    if (rule !== undefined) checkRule(rule)
    const nickname = displayName.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    const mailEnabled = kind === 'microsoft365' || kind === 'mailEnabledSecurity' || kind === 'distribution'
    const group = tenancy.insert('group', random.guid(), {
      createdDateTime: isoSeconds(now),
      description: displayName,
      displayName,
      groupTypes: kind === 'microsoft365' ? ['Unified'] : kind === 'dynamic' ? ['DynamicMembership'] : [],
      mail: mailEnabled ? `${nickname}@${tenancy.profile.domain}` : null,
      mailEnabled,
      mailNickname: nickname,
      membershipRule: rule ?? null,
      membershipRuleProcessingState: rule === undefined ? null : 'On',
      proxyAddresses: [],
      securityEnabled: kind !== 'microsoft365' && kind !== 'distribution',
      visibility: null,
    })
    return { id: group.id, displayName }
  },
}

export const deleteGroup: Mutation = {
  name: 'delete-group',
  summary: 'Deletes `group`: a Microsoft 365 group into the recycle bin, any other for good',
  apply({ tenancy, now }, input) {
    const group = objectIn(tenancy, input, 'group', ['group'])
    input.done()
    tenancy.remove(group, isoSeconds(now))
    return { id: group.id }
  },
}

function checkRule(rule: string): void {
  try {
    compileMembershipRule(rule)
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message : 'The membership rule cannot be read')
  }
}
