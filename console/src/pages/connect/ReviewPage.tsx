import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { DirectoryCounts } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { LinkButton } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { countsQuery } from '../connection/queries.ts'
import { Steps } from './Steps.tsx'

const useStyles = makeStyles({
  counts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 210px), 1fr))',
    gap: tokens.spacingHorizontalM,
    margin: `0 0 ${tokens.spacingVerticalXL}`,
    maxWidth: '920px',
  },
  count: {
    display: 'grid',
    alignContent: 'start',
    gap: '2px',
    padding: '16px 20px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  number: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    gridRow: 1,
  },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    marginTop: tokens.spacingVerticalXL,
  },
})

type CountOf = Exclude<keyof DirectoryCounts, 'asOf'>

const shown: readonly { of: CountOf; label: string; note: (counts: DirectoryCounts) => string }[] = [
  {
    of: 'people',
    label: 'People',
    note: ({ activePeople, guests }) => `${number(activePeople)} active, ${number(guests)} guests`,
  },
  { of: 'groups', label: 'Groups', note: ({ memberships }) => `${number(memberships)} memberships` },
  { of: 'applications', label: 'Applications', note: ({ assignments }) => `${number(assignments)} assignments` },
  { of: 'permissionGrants', label: 'Consents to applications', note: () => 'What applications may do for people' },
  { of: 'administrativeUnits', label: 'Administrative units', note: () => 'Parts with an administration of their own' },
  { of: 'owners', label: 'Owners', note: () => 'Of groups and applications' },
]

const number = (value: number): string => value.toLocaleString('en')

/** What the first import found, to be compared with what one knows of one's own organisation. */
export function ReviewPage(): ReactElement {
  const styles = useStyles()
  const { data, error, refetch } = useQuery(countsQuery)
  return (
    <>
      <PageHeader
        title="This is what Atrium found"
        text="Compare it with what you know of your organisation. From now on it is kept up to date, and every change is remembered."
      />
      <Steps current="Review" />
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <Skeleton aria-label="Counting">
          <SkeletonItem size={96} />
        </Skeleton>
      )}
      {data && (
        <dl className={styles.counts}>
          {shown.map(({ of, label, note }) => (
            <div key={of} className={styles.count}>
              <dt>{label}</dt>
              <dd className={styles.number}>{number(data[of])}</dd>
              <dd className={styles.note}>{note(data)}</dd>
            </div>
          ))}
        </dl>
      )}
      <Text block>
        Are there fewer than you expect? Guests and blocked accounts are counted here, but left out of People until you
        include them.
      </Text>
      <div className={styles.actions}>
        <LinkButton appearance="primary" size="large" to="/">
          Finish
        </LinkButton>
        <LinkButton size="large" {...links.connection()}>
          Schedule and scope
        </LinkButton>
      </div>
    </>
  )
}
