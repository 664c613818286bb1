import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { NewsRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { Activity } from '../api/contract.generated.ts'
import { links } from '../app/links.ts'
import { Changes } from './Changes.tsx'
import { DateTimeText } from './DateTimeText.tsx'
import { EmptyState } from './EmptyState.tsx'
import { ListEnd } from './ListEnd.tsx'
import { TextLink } from './links.tsx'
import { Problem } from './Problem.tsx'
import type { PagedRows } from './paged-query.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  activity: {
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `0 ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalL },
})

/** What happened, newest first, in sentences, each leading to what it is about. */
export function ActivityList(props: {
  list: PagedRows<Activity>
  empty: { title: string; text: string }
}): ReactElement {
  const { list, empty } = props
  const { rows } = list
  if (rows === undefined) return list.error ? <Problem error={list.error} retry={list.retry} /> : <ActivitiesSkeleton />
  if (rows.length === 0) return <EmptyState icon={<NewsRegular />} {...empty} />
  return (
    <>
      <ActivityItems activities={rows} />
      <ListEnd list={list} noun="activities" />
    </>
  )
}

export function ActivitiesSkeleton(): ReactElement {
  const styles = useStyles()
  return (
    <Skeleton className={styles.skeleton} aria-label="Loading activities">
      {['62%', '48%', '70%', '55%', '66%'].map((width) => (
        <SkeletonItem key={width} size={20} style={{ width }} />
      ))}
    </Skeleton>
  )
}

export function ActivityItems({ activities }: { activities: readonly Activity[] }): ReactElement {
  const styles = useStyles()
  return (
    <ol className={styles.list}>
      {activities.map((activity) => (
        <li key={activity.id} className={styles.activity}>
          <Text block>{activity.sentence}</Text>
          <Changes changes={activity.changes} />
          <div className={styles.meta}>
            <DateTimeText at={activity.at} />
            <About type={activity.subjectType} id={activity.subjectId} name={activity.subjectName} />
            {activity.objectType !== null && activity.objectId !== null && (
              <About type={activity.objectType} id={activity.objectId} name={activity.objectName} />
            )}
            {activity.runId !== null && <TextLink {...links.syncRun(activity.runId)}>Seen by this sync</TextLink>}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** The way to what an activity is about, where it has a page. */
function About({ type, id, name }: { type: string; id: string; name: string | null }) {
  const text = name ?? 'No name'
  if (type === 'person') return <TextLink {...links.person(id)}>{text}</TextLink>
  if (type === 'group') return <TextLink {...links.group(id)}>{text}</TextLink>
  if (type === 'application') return <TextLink {...links.application(id)}>{text}</TextLink>
  return null
}
