import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular, ErrorCircleFilled } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { ConnectionTest, ConnectionTestStep, GrantTest } from '../api/contract.generated.ts'
import { packTitle } from './connection-words.ts'

const useStyles = makeStyles({
  whole: { display: 'grid', gap: tokens.spacingVerticalM },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  step: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    '& svg': { fontSize: '20px' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  names: { overflowWrap: 'anywhere' },
})

/** What a test found, step by step: token, Graph, permissions, clocks; with what to do about each failure. */
export function ConnectionTestResult({ test }: { test: ConnectionTest }): ReactElement {
  const styles = useStyles()
  const skew = test.clockSkewMs === null ? undefined : Math.round(Math.abs(test.clockSkewMs) / 1_000)
  return (
    <div className={styles.whole} role="status">
      <MessageBar intent={test.passed ? 'success' : 'warning'} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{test.passed ? 'The connection works.' : 'Not everything works.'}</MessageBarTitle>{' '}
          {test.passed ? 'Every enabled pack has its permissions and reaches Microsoft Graph.' : test.regrant.sentence}
        </MessageBarBody>
      </MessageBar>
      {test.grants.map((grant) => (
        <GrantSteps key={grant.pack} grant={grant} />
      ))}
      {skew !== undefined && skew >= 5 && (
        <Text>
          Microsoft’s clock and this server’s differ by {skew} seconds.
          {skew >= 120 ? ' Set the server’s clock: beyond five minutes, credentials are refused.' : ''}
        </Text>
      )}
    </div>
  )
}

function GrantSteps({ grant }: { grant: GrantTest }): ReactElement {
  const styles = useStyles()
  const missing = grant.missing.length
  const permissions: ConnectionTestStep = {
    ok: missing === 0 && grant.token.ok,
    latencyMs: null,
    reason: null,
    detail: missing > 0 ? `Missing: ${grant.missing.join(', ')}.` : null,
    next: null,
  }
  return (
    <div>
      <Text as="h3" weight="semibold" block>
        {packTitle(grant.pack)}
      </Text>
      <ul className={styles.list} aria-label={`Test of ${packTitle(grant.pack)}`}>
        <Step step={grant.token} done="Token received from Microsoft" failed="No token from Microsoft" />
        <Step step={grant.graph} done="Microsoft Graph reached" failed="Microsoft Graph not reached" />
        <Step
          step={permissions}
          done={`All permissions granted (${grant.rolesFound.length})`}
          failed={grant.token.ok ? `${missing} of the permissions missing` : 'Permissions unknown'}
        />
      </ul>
    </div>
  )
}

function Step(props: { step: ConnectionTestStep; done: string; failed: string }): ReactElement {
  const styles = useStyles()
  const { ok, latencyMs, detail, next } = props.step
  const tried = ok || detail !== null || latencyMs !== null
  return (
    <li className={styles.step}>
      {ok ? (
        <CheckmarkCircleFilled className={styles.good} aria-label="Passed" />
      ) : tried ? (
        <ErrorCircleFilled className={styles.bad} aria-label="Failed" />
      ) : (
        <CircleRegular className={styles.quiet} aria-label="Not tried" />
      )}
      <div className={styles.names}>
        <Text>{ok ? props.done : props.failed}</Text>
        {latencyMs !== null && <Text className={styles.quiet}> · {latencyMs} ms</Text>}
        {detail !== null && <Text block>{detail}</Text>}
        {next !== null && <Text block>{next}</Text>}
      </div>
    </li>
  )
}
