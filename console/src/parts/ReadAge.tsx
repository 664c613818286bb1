import { makeStyles, tokens } from '@fluentui/react-components'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call } from '../api/call.ts'
import { ageOf, isOlderThanTheRest } from './age-words.ts'
import { DateTimeText } from './DateTimeText.tsx'

const useStyles = makeStyles({ age: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 } })

/** When each kind was last read from Microsoft. */
export const freshnessQuery = queryOptions({
  queryKey: ['directory.freshness'],
  queryFn: ({ signal }) => call('directory.freshness', {}, signal),
})

/** Of these only the latest is kept. */
const withoutHistory = ['signInActivity', 'licences']

/**
 * “Assignments as of 14 minutes ago”: the age of what is older than the rest of its page. It always stands there, so that its
 * absence need not be read as freshness.
 * @param onlyOld for what Microsoft tells changes of, unless it refuses to: nothing where it is as fresh as the rest
 * @param what how the sentence begins; without it: “As of …”
 */
export function ReadAge(props: {
  resource: string
  asOf: string | undefined
  what?: string
  onlyOld?: boolean
}): ReactElement | null {
  const { resource, asOf, what, onlyOld = false } = props
  const styles = useStyles()
  const found = useQuery(freshnessQuery)
  if (found.data === undefined) return found.error ? <span className={styles.age}>Age not known</span> : null
  const readAt = found.data.resources.find((one) => one.resource === resource)?.readAt
  if (onlyOld && !isOlderThanTheRest(readAt, found.data.asOf)) return null
  const age = ageOf(readAt, asOf, !withoutHistory.includes(resource))
  if (age.kind === 'never') return <span className={styles.age}>{what ? `${what} not read yet` : 'Not read yet'}</span>
  if (age.kind === 'earlier')
    return <span className={styles.age}>{what ? `${what} as last read by then` : 'As last read by then'}</span>
  return (
    <span className={styles.age}>
      {what ? `${what} as of ` : 'As of '}
      <DateTimeText at={age.at} />
      {age.kind === 'latest' && ', the latest: no history is kept'}
    </span>
  )
}
