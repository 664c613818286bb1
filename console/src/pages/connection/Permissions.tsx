import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { ExcessPermission, PermissionPack, PermissionRegrant } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { packTitle } from '../../parts/connection-words.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { PermissionPackCard } from '../../parts/PermissionPackCard.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { PackChoice } from './PackChoice.tsx'
import { type Connection, permissionsQuery } from './queries.ts'
import { Reauthorize } from './Reauthorize.tsx'

const useStyles = makeStyles({
  list: { display: 'grid', gap: tokens.spacingVerticalM },
  excess: { margin: '4px 0 0', paddingLeft: '20px' },
})

/** Each pack's permissions: granted, missing with how to grant them again, and granted without need. */
export function Permissions({ connection }: { connection: Connection }): ReactElement {
  const { connectionId } = connection
  const { data, error, refetch } = useQuery(permissionsQuery(connectionId))
  const missing = data?.packs.some(
    (pack) => pack.enabled && pack.permissions.some(({ status }) => status === 'missing'),
  )
  return (
    <Section
      title="Permissions"
      text={
        data?.checkedAt ? (
          <>
            As Microsoft’s last token had them, <DateTimeText at={data.checkedAt} />.
          </>
        ) : (
          'What Atrium may do at Microsoft, and why.'
        )
      }
    >
      {error && <Problem error={error} retry={() => void refetch()} />}
      {!data && !error && (
        <Skeleton aria-label="Reading the permissions">
          <SkeletonItem size={96} />
        </Skeleton>
      )}
      {missing && data && <Missing connection={connection} regrant={data.regrant} />}
      {data && data.excess.length > 0 && <Excess excess={data.excess} />}
      {data && <Packs connection={connection} packs={data.packs.filter(isShown)} />}
      {data && !data.packs.every(isShown) && (
        <Accordion collapsible>
          <AccordionItem value="later">
            <AccordionHeader>Packs for parts of Atrium that are not built yet</AccordionHeader>
            <AccordionPanel>
              <Packs connection={connection} packs={data.packs.filter((pack) => !isShown(pack))} />
            </AccordionPanel>
          </AccordionItem>
        </Accordion>
      )}
    </Section>
  )
}

const isShown = (pack: PermissionPack): boolean => pack.delivery === 'works' || pack.enabled

const lacks = ({ enabled, permissions }: PermissionPack): boolean =>
  enabled && permissions.some(({ status }) => status === 'missing')

function Packs({ connection, packs }: { connection: Connection; packs: readonly PermissionPack[] }): ReactElement {
  const styles = useStyles()
  return (
    <div className={styles.list}>
      {packs.map((pack) => (
        <PermissionPackCard
          // opens by itself, also when a test finds later that something is missing
          key={`${pack.pack} ${lacks(pack)}`}
          pack={pack}
          showStatus={pack.enabled}
          open={lacks(pack)}
          choice={<PackChoice connection={connection} pack={pack} />}
        />
      ))}
    </div>
  )
}

function Missing({ connection, regrant }: { connection: Connection; regrant: PermissionRegrant }): ReactElement {
  const may = useMay('connections:write')
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Permissions are missing.</MessageBarTitle> {regrant.sentence}{' '}
        {regrant.url !== null && (
          <Link href={regrant.url} target="_blank" rel="noreferrer" inline>
            Open Microsoft’s page
          </Link>
        )}
        {may && regrant.url === null && connection.way === 'admin_consent' && (
          <Reauthorize connectionId={connection.connectionId} label="Grant them again" />
        )}
      </MessageBarBody>
    </MessageBar>
  )
}

function Excess({ excess }: { excess: readonly ExcessPermission[] }): ReactElement {
  const styles = useStyles()
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Granted, but needed by no enabled pack.</MessageBarTitle> It is safer without.
        <ul className={styles.excess}>
          {excess.map(({ permission, pack, next }) => (
            <li key={`${permission}${pack}`}>
              <Text weight="semibold">{permission}</Text>
              {pack === null ? '' : ` (${packTitle(pack)})`}: {next}
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  )
}
