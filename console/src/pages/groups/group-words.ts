import type { Group, GroupKind } from '../../api/contract.generated.ts'

const kinds: Record<GroupKind, string> = {
  security: 'Security',
  microsoft365: 'Microsoft 365',
  mail_enabled_security: 'Mail-enabled security',
  distribution: 'Distribution list',
}

export const kindText = (kind: GroupKind): string => kinds[kind]

/** “Security, dynamic” */
export const groupKindText = ({ kind, isDynamic }: Pick<Group, 'kind' | 'isDynamic'>): string =>
  isDynamic ? `${kinds[kind]}, dynamic` : kinds[kind]
