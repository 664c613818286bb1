import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { explain } from '../api/problem.ts'

const useStyles = makeStyles({
  fields: { margin: '4px 0 0', paddingLeft: '20px' },
  request: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
})

/** What went wrong and what to do, for any failure; with a retry where trying again can help. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }): ReactElement {
  const styles = useStyles()
  const { title, detail, next, canRetry, requestId, fields } = explain(error)
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{title}.</MessageBarTitle> {detail} {next}
        {fields.length > 0 && (
          <ul className={styles.fields}>
            {fields.map(({ field, message }) => (
              <li key={`${field}${message}`}>
                {field}: {message}
              </li>
            ))}
          </ul>
        )}
        {requestId !== null && <div className={styles.request}>Request {requestId}</div>}
      </MessageBarBody>
      {retry !== undefined && canRetry && (
        <MessageBarActions>
          <Button onClick={retry}>Try again</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
