import { Button, Input, makeStyles } from '@fluentui/react-components'
import { DismissRegular, SearchRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef, useState } from 'react'

/** How long the fingers rest before the list follows what was typed. */
const pauseMs = 200

const useStyles = makeStyles({ box: { flexGrow: 1, minWidth: '220px', maxWidth: '520px' } })

/** A search that follows as one types. `/` goes to it from anywhere on the page, Escape empties it. */
export function SearchBox(props: {
  label: string
  placeholder: string
  value: string
  onSearch: (text: string) => void
}): ReactNode {
  const { label, placeholder, value, onSearch } = props
  const styles = useStyles()
  const [text, setText] = useState(value)
  const [settled, setSettled] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const search = useRef(onSearch)
  search.current = onSearch
  // the address changed by other means (back, “Clear filters”): the box follows
  if (value !== settled) {
    setSettled(value)
    setText(value)
  }
  useEffect(() => {
    if (text.trim() === settled) return
    const timer = setTimeout(() => {
      setSettled(text.trim())
      search.current(text.trim())
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, settled])
  useSlashKey(() => input.current?.focus())
  return (
    <Input
      className={styles.box}
      input={{ ref: input, role: 'searchbox', autoComplete: 'off', spellCheck: false, maxLength: 200 }}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      value={text}
      onChange={(_, data) => setText(data.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') {
          event.preventDefault()
          setText('')
        }
      }}
      contentBefore={<SearchRegular aria-hidden />}
      contentAfter={
        <Button
          appearance="transparent"
          size="small"
          icon={<DismissRegular />}
          aria-label="Clear search"
          style={text === '' ? { visibility: 'hidden' } : undefined}
          onClick={() => {
            setText('')
            input.current?.focus()
          }}
        />
      }
    />
  )
}

function useSlashKey(go: () => void): void {
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]'))
        return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
