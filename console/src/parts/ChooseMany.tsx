import { Combobox, Field, makeStyles, Option, Tag, TagGroup, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'

const useStyles = makeStyles({
  tags: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalS },
  box: { maxWidth: '420px' },
})

export interface Choice {
  value: string
  label: string
}

/**
 * Any number of many: what is chosen stands below as tags, each of which can be taken away.
 *
 * @param props.onSearch where the choices are too many to be all here: called with what was typed
 */
export function ChooseMany(props: {
  label: string
  hint: string
  choices: readonly Choice[]
  chosen: readonly Choice[]
  disabled: boolean
  onChange: (chosen: Choice[]) => void
  onSearch?: (text: string) => void
}): ReactElement {
  const styles = useStyles()
  const { label, choices, chosen, onChange, onSearch } = props
  const [text, setText] = useState('')
  const values = chosen.map(({ value }) => value)
  const found = onSearch
    ? choices
    : choices.filter((choice) => choice.label.toLowerCase().includes(text.toLowerCase())).slice(0, 50)
  const toggle = (value: string | undefined): void => {
    const choice = [...chosen, ...choices].find((one) => one.value === value)
    if (!choice) return
    onChange(values.includes(choice.value) ? chosen.filter((one) => one.value !== value) : [...chosen, choice])
    setText('')
    onSearch?.('')
  }
  return (
    <div>
      <Field label={label} hint={props.hint}>
        <Combobox
          className={styles.box}
          multiselect
          disabled={props.disabled}
          selectedOptions={values}
          value={text}
          placeholder="Type to search"
          onChange={(event) => {
            setText(event.target.value)
            onSearch?.(event.target.value)
          }}
          onBlur={() => setText('')}
          onOptionSelect={(_, { optionValue }) => toggle(optionValue)}
        >
          {found.map((choice) => (
            <Option key={choice.value} value={choice.value}>
              {choice.label}
            </Option>
          ))}
          {found.length === 0 && (
            <Option key="none" value="" disabled>
              Nothing found
            </Option>
          )}
        </Combobox>
      </Field>
      {chosen.length > 0 && (
        <TagGroup
          className={styles.tags}
          aria-label={`Chosen: ${label}`}
          onDismiss={(_, { value }) => onChange(chosen.filter((one) => one.value !== value))}
        >
          {chosen.map((choice) => (
            <Tag
              key={choice.value}
              value={choice.value}
              dismissible={!props.disabled}
              dismissIcon={{ 'aria-label': `Remove ${choice.label}` }}
            >
              {choice.label}
            </Tag>
          ))}
        </TagGroup>
      )}
    </div>
  )
}
