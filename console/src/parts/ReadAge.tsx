import { makeStyles, tokens } from '@fluentui/react-components'
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call } from '../api/call.ts'
import { ageOf } from './age-words.ts'
import { DateTimeText } from './DateTimeText.tsx'

const useStyles = makeStyles({ age: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 } })

/** When each kind was last read from Microsoft. */
export const freshnessQuery = queryOptions({
  queryKey: ['directory.freshness'],
  queryFn: ({ signal }) => call('directory.freshness', {}, signal),
})

/** Read whole on a rota, for want of changes from Microsoft; of some only the latest is kept. */
const onRota = {
  appRoleAssignments: { keepsHistory: true },
  signInActivity: { keepsHistory: false },
  licences: { keepsHistory: false },
}

/**
 * “Assignments as of 14 minutes ago”: the age of what is older than the rest of its page. It always stands there, so that its
 * absence need not be read as freshness.
 * @param what how the sentence begins; without it: “As of …”
 */
export function ReadAge(props: {
  resource: keyof typeof onRota
  asOf: string | undefined
  what?: string
}): ReactElement | null {
  const { resource, asOf, what } = props
  const styles = useStyles()
  const found = useQuery(freshnessQuery)
  if (found.data === undefined) return found.error ? <span className={styles.age}>Age not known</span> : null
  const readAt = found.data.resources.find((one) => one.resource === resource)?.readAt
  const age = ageOf(readAt, asOf, onRota[resource].keepsHistory)
  if (age.kind === 'never') return <span className={styles.age}>{what ? `${what} not read yet` : 'Not read yet'}</span>
  if (age.kind === 'earlier')
    return <span className={styles.age}>{what ? `${what} as last read by then` : 'As last read by then'}</span>
  return (
    <span className={styles.age}>
      {what ? `${what} as of ` : 'As of '}
      <DateTimeText at={age.at} />
      {age.kind === 'latest' && ', the latest: no history is kept of it'}
    </span>
  )
}
