import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactElement, ReactNode } from 'react'
import type { DirectoryCounts } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { TextLink } from '../../parts/links.tsx'
import { ReadAge } from '../../parts/ReadAge.tsx'

const useStyles = makeStyles({
  tiles: {
    listStyleType: 'none',
    margin: `0 0 ${tokens.spacingVerticalL}`,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 160px), 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  tile: {
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  note: { color: tokens.colorNeutralForeground3 },
})

/** How much of everything there is, each leading to its list. */
export function Counts({ counts, asOf }: { counts: DirectoryCounts; asOf: string | undefined }): ReactElement {
  const styles = useStyles()
  const n = (count: number) => count.toLocaleString('en')
  return (
    <ul className={styles.tiles} aria-label="What the directory holds">
      <Tile count={counts.people} note={`${n(counts.activePeople)} active, ${n(counts.guests)} guests`}>
        <TextLink {...links.people(asOf === undefined ? {} : { asOf })}>People</TextLink>
      </Tile>
      <Tile count={counts.groups} note={`${n(counts.memberships)} memberships`}>
        <TextLink {...links.groups({ asOf })}>Groups</TextLink>
      </Tile>
      <Tile
        count={counts.applications}
        note={`${n(counts.assignments)} assignments`}
        age={<ReadAge resource="appRoleAssignments" asOf={asOf} what="Assignments" />}
      >
        <TextLink {...links.applications({ asOf })}>Applications</TextLink>
      </Tile>
      <Tile
        count={counts.permissionGrants}
        note="given to applications"
        age={<ReadAge resource="permissionGrants" asOf={asOf} onlyOld />}
      >
        Consents
      </Tile>
      <Tile
        count={counts.administrativeUnits}
        note="in Entra ID"
        age={<ReadAge resource="administrativeUnits" asOf={asOf} onlyOld />}
      >
        Administrative units
      </Tile>
    </ul>
  )
}

function Tile({ count, note, age, children }: { count: number; note: string; age?: ReactNode; children: ReactNode }) {
  const styles = useStyles()
  return (
    <li className={styles.tile}>
      <Text>{children}</Text>
      <Text size={700} weight="semibold">
        {count.toLocaleString('en')}
      </Text>
      <Text size={200} className={styles.note}>
        {note}
      </Text>
      {age}
    </li>
  )
}
