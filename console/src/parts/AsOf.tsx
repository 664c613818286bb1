import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from '@fluentui/react-components'
import { ArrowCounterclockwiseRegular, HistoryRegular } from '@fluentui/react-icons'
import { type FormEvent, type ReactElement, useState } from 'react'
import { exactTime, localInput, shortTime } from './time-words.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '340px' },
  form: { display: 'grid', gap: tokens.spacingVerticalM },
  quick: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  row: { display: 'flex', gap: tokens.spacingHorizontalS },
  banner: { marginBottom: tokens.spacingVerticalL },
})

const ago: readonly [string, number][] = [
  ['An hour ago', 1 / 24],
  ['Yesterday', 1],
  ['A week ago', 7],
  ['A month ago', 30],
]

/** Goes to the directory as it was at an instant, which stands in the address, and back to now. */
export interface Travel {
  asOf: string | undefined
  travel: (asOf: string | undefined) => void
}

/** The control that chooses an instant to look at. */
export function AsOfPicker({ asOf, travel }: Travel): ReactElement {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const go = (to: string | undefined) => {
    setOpen(false)
    travel(to)
  }
  return (
    <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} trapFocus positioning="below-end">
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance={asOf ? 'primary' : 'secondary'} icon={<HistoryRegular />}>
          {asOf ? shortTime(asOf) : 'Time travel'}
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label="Time travel">
        <InstantForm asOf={asOf} travel={go} />
      </PopoverSurface>
    </Popover>
  )
}

function InstantForm({ asOf, travel }: Travel) {
  const styles = useStyles()
  const [text, setText] = useState(() => localInput(asOf ? new Date(asOf) : new Date()))
  const chosen = new Date(text)
  const known = !Number.isNaN(chosen.getTime())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (known) travel(chosen.toISOString())
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label="Show the directory as it was at" hint="In your own time zone, to the minute.">
        <Input
          type="datetime-local"
          value={text}
          max={localInput(new Date())}
          onChange={(_, data) => setText(data.value)}
        />
      </Field>
      <div className={styles.quick}>
        {ago.map(([label, days]) => (
          <Button
            key={label}
            size="small"
            appearance="outline"
            onClick={() => travel(new Date(Date.now() - days * 86_400_000).toISOString())}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={styles.row}>
        <Button type="submit" appearance="primary" disabled={!known}>
          Go there
        </Button>
        {asOf && (
          <Button appearance="subtle" onClick={() => travel(undefined)}>
            Back to now
          </Button>
        )}
      </div>
    </form>
  )
}

/** Says, above everything that is of the past, that it is, and offers the way back. */
export function AsOfBanner(props: Travel & { answered?: string | null | undefined }): ReactElement | null {
  const { asOf, travel, answered } = props
  const styles = useStyles()
  if (asOf === undefined) return null
  // a read after the last sync answers as of that sync
  const earlier = answered && new Date(answered).getTime() < new Date(asOf).getTime()
  return (
    <MessageBar intent="warning" className={styles.banner} icon={<HistoryRegular />}>
      <MessageBarBody>
        {earlier
          ? `Nothing newer is known: this is the directory as of the last sync, ${exactTime(answered)}.`
          : `You are looking at the directory as it was on ${exactTime(asOf)}.`}
      </MessageBarBody>
      <MessageBarActions>
        <Button icon={<ArrowCounterclockwiseRegular />} onClick={() => travel(undefined)}>
          Back to now
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
