import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Badge,
  type BadgeProps,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'
import type { PackPermission, PermissionPack, PermissionStatus, PermissionTier } from '../api/contract.generated.ts'

const useStyles = makeStyles({
  whole: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    padding: '16px 20px 8px',
    '@media (max-width: 720px)': { padding: '12px 14px 4px' },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 260px', minWidth: 0 },
  badges: { display: 'inline-flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, verticalAlign: 'middle' },
  purpose: { color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: '0 0 8px', display: 'grid', gap: tokens.spacingVerticalM },
  permission: {
    display: 'grid',
    gap: '2px',
    paddingTop: tokens.spacingVerticalS,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  name: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  without: { color: tokens.colorNeutralForeground3 },
})

const tiers: Record<PermissionTier, { label: string; color: NonNullable<BadgeProps['color']> }> = {
  low: { label: 'Low risk', color: 'success' },
  medium: { label: 'Medium risk', color: 'informative' },
  high: { label: 'High risk', color: 'warning' },
  critical: { label: 'Critical risk', color: 'danger' },
}

const statuses: Record<PermissionStatus, { label: string; color: NonNullable<BadgeProps['color']> } | undefined> = {
  granted: { label: 'Granted', color: 'success' },
  covered: { label: 'Covered by a wider permission', color: 'success' },
  missing: { label: 'Missing', color: 'danger' },
  not_enabled: undefined,
}

/**
 * A permission pack: what it is for, and each permission with why it is asked for, its risk and what fails without it.
 *
 * @param props.showStatus says of each whether it was granted
 * @param props.open whether the permissions are shown from the start
 */
export function PermissionPackCard(props: {
  pack: PermissionPack
  choice: ReactNode
  showStatus?: boolean
  open?: boolean
}): ReactElement {
  const styles = useStyles()
  const { pack, choice, showStatus = false, open = false } = props
  const count = pack.permissions.length
  return (
    <article className={styles.whole} aria-label={pack.title}>
      <div className={styles.head}>
        <div className={styles.words}>
          <Text as="h3" weight="semibold" size={400}>
            {pack.title}
          </Text>{' '}
          <span className={styles.badges}>
            <Badge appearance="tint" color={pack.writes ? 'warning' : 'informative'}>
              {pack.writes ? 'Can change things at Microsoft' : 'Reads only'}
            </Badge>
            {pack.delivery === 'declared' && (
              <Badge appearance="tint" color="informative">
                Not used yet
              </Badge>
            )}
          </span>
          <Text block className={styles.purpose}>
            {pack.purpose}
          </Text>
        </div>
        {choice}
      </div>
      <Accordion collapsible defaultOpenItems={open ? ['all'] : []}>
        <AccordionItem value="all">
          <AccordionHeader size="small" expandIconPosition="end">
            {count === 1 ? '1 permission' : `${count} permissions`}, and why
          </AccordionHeader>
          <AccordionPanel>
            <ul className={styles.list}>
              {pack.permissions.map((one) => (
                <Permission key={one.permission} permission={one} showStatus={showStatus} />
              ))}
            </ul>
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </article>
  )
}

function Permission(props: { permission: PackPermission; showStatus: boolean }): ReactElement {
  const styles = useStyles()
  const { permission, why, tier, withoutIt, status } = props.permission
  const shown = props.showStatus ? statuses[status] : undefined
  return (
    <li className={styles.permission}>
      <div className={styles.name}>
        <Text className={styles.code} weight="semibold">
          {permission}
        </Text>
        <Badge appearance="tint" color={tiers[tier].color}>
          {tiers[tier].label}
        </Badge>
        {shown && (
          <Badge appearance={status === 'missing' ? 'filled' : 'outline'} color={shown.color}>
            {shown.label}
          </Badge>
        )}
      </div>
      <Text>{why}</Text>
      <Text size={200} className={styles.without}>
        Without it: {withoutIt}
      </Text>
    </li>
  )
}
