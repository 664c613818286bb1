import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { PeopleCounts } from '../../api/contract.generated.ts'
import type { PeopleSearch } from './people-search.ts'

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    marginBottom: tokens.spacingVerticalM,
    minHeight: '32px',
  },
  switches: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  text: { color: tokens.colorNeutralForeground2 },
})

const kinds = [
  { flag: 'guests', label: 'Guests', count: (hidden: PeopleCounts['hidden']) => hidden.guests },
  { flag: 'blocked', label: 'Blocked', count: (hidden: PeopleCounts['hidden']) => hidden.blocked },
  {
    flag: 'gone',
    label: 'Absent and deleted',
    count: (hidden: PeopleCounts['hidden']) => hidden.absent + hidden.deleted,
  },
  { flag: 'outOfScope', label: 'Out of scope', count: (hidden: PeopleCounts['hidden']) => hidden.outOfScope },
] as const

type Flag = (typeof kinds)[number]['flag']

/** Who is left out and why, in a sentence, with a switch for each kind. */
export function HiddenPeople(props: {
  search: PeopleSearch
  /** undefined while they are on their way; null where they could not be had */
  counts: PeopleCounts | undefined | null
  change: (to: { [Name in Flag]?: true | undefined }) => void
}): ReactElement | null {
  const { search, counts, change } = props
  const styles = useStyles()
  // who asked for one state alone knows why the others are not there
  if (search.state !== undefined) return null
  const offered = kinds.filter(({ flag, count }) => search[flag] || (counts && count(counts.hidden) > 0))
  return (
    <div className={styles.line}>
      <Text className={styles.text} role="status">
        {inWords(counts)}
      </Text>
      {offered.length > 0 && (
        <fieldset className={styles.switches} style={{ border: 'none', margin: 0, padding: 0 }} aria-label="Also show">
          {offered.map(({ flag, label }) => {
            const on = search[flag] === true
            return (
              <Button
                key={flag}
                size="small"
                appearance={on ? 'primary' : 'outline'}
                aria-pressed={on}
                icon={on ? <EyeRegular /> : <EyeOffRegular />}
                onClick={() => change({ [flag]: on ? undefined : true })}
              >
                {`Show ${label.toLowerCase()}`}
              </Button>
            )
          })}
        </fieldset>
      )}
    </div>
  )
}

function inWords(counts: PeopleCounts | undefined | null): string {
  if (counts === undefined) return 'Counting …'
  if (counts === null) return 'How many are hidden could not be counted.'
  return counts.explanation === '' ? 'Nobody is hidden.' : `${counts.explanation}.`
}
