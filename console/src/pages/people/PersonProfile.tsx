import { makeStyles, Switch, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, type ReactNode, useState } from 'react'
import type { PersonDetail } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { type Fact, FactList } from '../../parts/FactList.tsx'
import { TextLink } from '../../parts/links.tsx'
import { PersonStateBadge } from '../../parts/PersonState.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { ReadAge } from '../../parts/ReadAge.tsx'
import { Section } from '../../parts/Section.tsx'
import { dateInWords } from '../../parts/time-words.ts'
import { personName } from './people-columns.tsx'
import { reportsQuery } from './queries.ts'

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    // sections keep their distance below themselves
    gap: `0 ${tokens.spacingHorizontalL}`,
    alignItems: 'start',
  },
  top: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'center' },
  seen: { color: tokens.colorNeutralForeground3 },
  reports: {
    margin: 0,
    paddingInlineStart: tokens.spacingHorizontalXL,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
  },
})

/** Everything that Atrium keeps of a person; where each came from on demand. */
export function PersonProfile({ detail, asOf }: { detail: PersonDetail; asOf: string | undefined }): ReactElement {
  const styles = useStyles()
  const [withSources, setWithSources] = useState(false)
  const { person } = detail
  const fact = (attribute: string, name: string, value: ReactNode): Fact => {
    const source = detail.sources.find((one) => one.attribute === attribute)
    return {
      name,
      value,
      note:
        withSources && source ? `${source.source}: ${source.property} (permission ${source.permission})` : undefined,
    }
  }
  const date = (at: string | null) => (at === null ? null : dateInWords(at))
  return (
    <>
      <div className={styles.top}>
        <Text className={styles.seen}>
          First seen <DateTimeText at={detail.firstSeenAt} />, unchanged since <DateTimeText at={person.validFrom} />
        </Text>
        <Switch
          label="Show where each comes from"
          checked={withSources}
          onChange={(_, { checked }) => setWithSources(checked)}
        />
      </div>
      <div className={styles.cards}>
        <Section title="Work">
          <FactList
            facts={[
              fact('jobTitle', 'Title', person.jobTitle),
              fact('department', 'Department', person.department),
              fact('companyName', 'Company', person.companyName),
              fact('division', 'Division', person.division),
              fact('costCenter', 'Cost centre', person.costCenter),
              fact('employeeId', 'Employee number', person.employeeId),
              fact('employeeType', 'Employment', person.employeeType),
              fact('employeeHireDate', 'Hired', date(person.employeeHireDate)),
              fact('employeeLeaveDate', 'Leaves', date(person.employeeLeaveDate)),
            ]}
          />
        </Section>
        <Section title="How to reach them">
          <FactList
            facts={[
              fact('workEmail', 'Work email', person.workEmail),
              fact('businessPhones', 'Phone', person.businessPhones.join(', ')),
              fact('mobilePhone', 'Mobile', person.mobilePhone),
              fact('officeLocation', 'Office', person.officeLocation),
              fact('city', 'City', person.city),
              fact('country', 'Country', person.country),
            ]}
          />
        </Section>
        <Section title="Account">
          <FactList
            facts={[
              fact('state', 'State', <PersonStateBadge state={person.state} />),
              fact('userPrincipalName', 'User principal name', person.userPrincipalName),
              fact('userType', 'Kind', person.userType),
              fact(
                'onPremisesSyncEnabled',
                'Comes from',
                person.onPremisesSyncEnabled ? 'Active Directory on premises' : 'Entra ID',
              ),
              fact('usageLocation', 'Usage location', person.usageLocation),
              fact(
                'createdDateTime',
                'Created',
                person.createdDateTime && <DateTimeText at={person.createdDateTime} />,
              ),
              fact(
                'licenceSkuIds',
                'Licences',
                detail.licences.length > 0 ? <Licences detail={detail} asOf={asOf} /> : null,
              ),
              fact('signInActivity', 'Last sign-in', <LastSignIn detail={detail} asOf={asOf} />),
              { name: 'Object id', value: person.id },
            ]}
          />
        </Section>
        <Section title="Reports to and is reported to">
          <FactList
            facts={[
              fact(
                'manager',
                'Manager',
                person.manager && (
                  <TextLink {...links.person(person.manager.id, { asOf })}>
                    {person.manager.displayName ?? 'No name'}
                  </TextLink>
                ),
              ),
              { name: 'People who report to them', value: String(detail.directReports) },
            ]}
          />
          {detail.directReports > 0 && <Reports detail={detail} asOf={asOf} />}
        </Section>
      </div>
    </>
  )
}

interface Of {
  detail: PersonDetail
  asOf: string | undefined
}

/** Whose licences they are comes with the person; what the licences are called, on a rota. */
const Licences = ({ detail: { licences }, asOf }: Of) => (
  <>
    {licences.map(({ skuId, name }) => name ?? skuId).join(', ')} <br />
    <ReadAge resource="licences" what="Names" asOf={asOf} />
  </>
)

function LastSignIn({ detail: { signInActivity }, asOf }: Of) {
  if (signInActivity === null) return <Text>Not read: the Sign-in activity permissions are not given</Text>
  const { lastSignInAt } = signInActivity
  return (
    <>
      {lastSignInAt === null ? 'Never, as far as Microsoft tells' : <DateTimeText at={lastSignInAt} />} <br />
      <ReadAge resource="signInActivity" asOf={asOf} />
    </>
  )
}

/** Active members of staff who report to this person; whom the list of people hides is behind the link. */
function Reports({ detail, asOf }: Of) {
  const styles = useStyles()
  const personId = detail.person.id
  const reports = useQuery(reportsQuery({ personId, asOf }))
  if (reports.error) return <Problem error={reports.error} retry={() => void reports.refetch()} />
  return (
    <>
      <ul className={styles.reports}>
        {reports.data?.items.map((person) => (
          <li key={person.id}>
            <TextLink {...links.person(person.id, { asOf })}>{personName(person)}</TextLink>
            {person.jobTitle && ` · ${person.jobTitle}`}
          </li>
        ))}
      </ul>
      <TextLink {...links.people({ managerId: personId, ...(asOf !== undefined && { asOf }) })}>
        See them in People
      </TextLink>
    </>
  )
}
