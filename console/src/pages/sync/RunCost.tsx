import type { ReactElement } from 'react'
import type { SyncRun } from '../../api/contract.generated.ts'
import { costRows } from '../../parts/plan-words.ts'
import { Section } from '../../parts/Section.tsx'
import { CostTable } from './CostTable.tsx'
import { LeftOut } from './LeftOut.tsx'
import { paceText } from './run-words.ts'

/** What a run set out to do and to spend, beside what it came to; nothing for runs of before there were plans. */
export function RunCost({ run }: { run: SyncRun }): ReactElement | null {
  const { plan } = run
  if (plan === null) return null
  return (
    <Section
      title="Plan and cost"
      text={`What it came to, beside what was expected before it began. ${paceText(plan)}`}
    >
      <CostTable
        label="Plan and cost"
        rows={costRows(run)}
        sum={{
          resource: null,
          how: 'Expected is the reading alone; planning and merging are in the actual time too.',
          changed: '',
          expected: plan.expected,
          actual: { requests: run.requests, units: run.resourceUnits, seconds: run.durationSeconds },
        }}
      />
      <LeftOut left={plan.left} />
    </Section>
  )
}
