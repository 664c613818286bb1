import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import type { OperationName } from '../../api/call.ts'
import { useCommand } from '../../api/command.ts'
import type { TenancyRequest, TenancyRequestState } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { ofConnections, tenancyRequestsQuery } from './queries.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  request: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 280px' },
})

const states: Record<TenancyRequestState, string> = {
  waiting: 'Waits',
  agreed: 'Agreed',
  refused: 'Refused',
  used: 'Connected',
  expired: 'Expired',
}

const refresh: readonly OperationName[] = ['connections.tenancy-requests', ...ofConnections]

/** Requests for a tenancy that another organisation of this installation has; nothing where there are none. */
export function TenancyRequests(): ReactElement | null {
  const styles = useStyles()
  const { data, error, refetch } = useQuery(tenancyRequestsQuery)
  if (error) return <Problem error={error} retry={() => void refetch()} />
  if (!data || data.items.length === 0) return null
  return (
    <Section
      title="Requests"
      text="A tenancy is connected to one organisation of this installation. Another one may connect it too only when you agree."
    >
      <ul className={styles.list}>
        {data.items.map((request) => (
          <li key={request.tenancyRequestId} className={styles.request}>
            <div className={styles.words}>
              <Text block>{sentence(request)}</Text>
              <Text size={200} block>
                Asked <DateTimeText at={request.askedAt} />
              </Text>
            </div>
            <Badge appearance="tint" color={request.state === 'waiting' ? 'warning' : 'subtle'}>
              {states[request.state]}
            </Badge>
            {request.direction === 'received' && request.state === 'waiting' && <Decide request={request} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function sentence({ direction, organisationName, administrator, tenancyName }: TenancyRequest): string {
  const tenancy = tenancyName ?? 'your tenancy'
  return direction === 'received'
    ? `${organisationName ?? 'Another organisation'} asks for ${tenancy}; ${administrator}, who administrates it, signed in for them.`
    : `You asked for ${tenancy} as ${administrator}. Once they agree, connect again.`
}

function Decide({ request }: { request: TenancyRequest }): ReactElement | null {
  const [asking, setAsking] = useState(false)
  const { tenancyRequestId } = request
  const agree = useCommand('connections.agree-tenancy-request', { refresh, onDone: () => setAsking(false) })
  const refuse = useCommand('connections.refuse-tenancy-request', { refresh })
  if (!useMay('connections:write')) return null
  return (
    <>
      <Button onClick={() => setAsking(true)}>Agree …</Button>
      <Button onClick={() => refuse.mutate({ tenancyRequestId })} disabled={refuse.isPending}>
        Refuse
      </Button>
      {refuse.error && <Problem error={refuse.error} />}
      <ConfirmDialog
        open={asking}
        title="Let the other organisation read this tenancy too?"
        confirmLabel="Agree"
        busy={agree.isPending}
        error={agree.error}
        onConfirm={() => agree.mutate({ tenancyRequestId })}
        onClose={() => setAsking(false)}
      >
        <Text>
          {request.organisationName ?? 'The other organisation'} may then connect {request.tenancyName ?? 'the tenancy'}{' '}
          once, with a consent of its own, and reads the same directory. Your connection stays as it is. This cannot be
          taken back here once they are connected.
        </Text>
      </ConfirmDialog>
    </>
  )
}
