import { Badge, type BadgeProps, Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { ApiKey, ApiKeyState } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { ListEnd } from '../../parts/ListEnd.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { Section } from '../../parts/Section.tsx'
import { NewApiKey } from './NewApiKey.tsx'
import { apiKeysQuery } from './queries.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  key: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 260px', minWidth: 0 },
  prefix: { fontFamily: tokens.fontFamilyMonospace },
})

const states: Record<ApiKeyState, { label: string; color: NonNullable<BadgeProps['color']> }> = {
  active: { label: 'Active', color: 'success' },
  expired: { label: 'Expired', color: 'informative' },
  revoked: { label: 'Revoked', color: 'informative' },
  orphaned: { label: 'Its maker left', color: 'warning' },
}

/** Keys by which programs act for the organisation, also those that work no more. */
export function ApiKeys(): ReactElement {
  const styles = useStyles()
  const may = useMay('organisation:write')
  const list = usePagedRows(apiKeysQuery)
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<ApiKey>()
  const revoke = useCommand('api-keys.revoke', { refresh: ['api-keys.list'], onDone: () => setLeaving(undefined) })
  return (
    <Section
      title="API keys"
      text="For programs and the command line. A key never may do more than the person who made it, and ends when they leave."
      actions={may && <Button onClick={() => setAdding(!adding)}>{adding ? 'Close' : 'Make an API key'}</Button>}
    >
      {adding && <NewApiKey />}
      <ul className={styles.list} aria-label="API keys">
        {list.rows?.map((key) => (
          <li key={key.apiKeyId} className={styles.key}>
            <div className={styles.words}>
              <Text weight="semibold" block>
                {key.name}{' '}
                <Badge appearance="tint" color={states[key.state].color}>
                  {states[key.state].label}
                </Badge>
              </Text>
              <Text size={200} block>
                <span className={styles.prefix}>{key.prefix}…</span> by {key.createdByName ?? 'somebody who left'}, ends{' '}
                <DateTimeText at={key.expiresAt} />,{' '}
                {key.lastUsedAt === null ? (
                  'never used'
                ) : (
                  <>
                    last used <DateTimeText at={key.lastUsedAt} />
                  </>
                )}
              </Text>
              <Text size={200} block>
                {key.effectiveScopes.length > 0 ? `May: ${key.effectiveScopes.join(', ')}` : 'May nothing any more'}
              </Text>
            </div>
            {may && key.state !== 'revoked' && <Button onClick={() => setLeaving(key)}>Revoke</Button>}
          </li>
        ))}
      </ul>
      {(list.rows === undefined || list.hasMore || list.error !== null) && <ListEnd list={list} noun="API keys" />}
      {list.rows?.length === 0 && <Text>No API key was made yet.</Text>}
      <ConfirmDialog
        open={leaving !== undefined}
        title={`Revoke the API key ${leaving?.name ?? ''}?`}
        confirmLabel="Revoke"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => leaving && revoke.mutate({ apiKeyId: leaving.apiKeyId })}
        onClose={() => setLeaving(undefined)}
      >
        <Text>Every program that uses it is refused from this moment on. This cannot be undone.</Text>
      </ConfirmDialog>
    </Section>
  )
}
