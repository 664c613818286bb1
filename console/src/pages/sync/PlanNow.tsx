import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { SyncPlan, SyncPlanTrigger } from '../../api/contract.generated.ts'
import { Problem } from '../../parts/Problem.tsx'
import { costInWords, plannedRows } from '../../parts/plan-words.ts'
import { CostTable } from './CostTable.tsx'
import { LeftOut } from './LeftOut.tsx'
import { paceText } from './run-words.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '860px' },
  content: { display: 'grid', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const triggers: Readonly<Record<SyncPlanTrigger, string>> = { manual: 'Sync now', schedule: 'The one on schedule' }

/** A plan without its run: what a sync would read now, how, and what that should cost. */
export function PlanNow({ connectionId, disabled }: { connectionId: string; disabled: boolean }): ReactElement {
  const styles = useStyles()
  const [trigger, setTrigger] = useState<SyncPlanTrigger>('manual')
  const plan = useCommand('sync.plan')
  const ask = (to: SyncPlanTrigger) => {
    setTrigger(to)
    plan.mutate({ connectionId, trigger: to })
  }
  return (
    <Dialog onOpenChange={(_, { open }) => open && ask(trigger)}>
      <DialogTrigger disableButtonEnhancement>
        <Button disabled={disabled}>What would a sync do now?</Button>
      </DialogTrigger>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>What would a sync do now?</DialogTitle>
          <DialogContent className={styles.content}>
            <Field label="Which sync">
              <RadioGroup
                layout="horizontal"
                value={trigger}
                onChange={(_, { value }) => ask(value === 'schedule' ? 'schedule' : 'manual')}
              >
                {(['manual', 'schedule'] as const).map((one) => (
                  <Radio key={one} value={one} label={triggers[one]} />
                ))}
              </RadioGroup>
            </Field>
            {plan.error ? (
              <Problem error={plan.error} retry={() => ask(trigger)} />
            ) : plan.data === undefined || plan.isPending ? (
              <Skeleton aria-label="Asking Microsoft how much there is">
                <SkeletonItem size={96} />
              </Skeleton>
            ) : (
              <Planned plan={plan.data} />
            )}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>Close</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function Planned({ plan }: { plan: SyncPlan }) {
  const styles = useStyles()
  return (
    <>
      <Text>About {costInWords(plan.expected)}. Nothing was read or changed yet.</Text>
      <CostTable
        label="Plan of a sync"
        onlyExpected
        rows={plannedRows(plan)}
        sum={{ resource: null, how: '', changed: '', expected: plan.expected, actual: null }}
      />
      <LeftOut left={plan.left} />
      <Text size={200} className={styles.quiet}>
        {paceText(plan)} Time is that of the reading; merging comes after it.
      </Text>
    </>
  )
}
