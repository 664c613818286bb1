import { type TestHub, testHub } from '../hub.ts'
import type { Person } from '../person.ts'
import { connectOwn, imported } from './connect.ts'
import { type SimulatedMicrosoft, simulatedMicrosoft } from './microsoft.ts'

/** A whole hub that works, with a simulated tenancy that it has imported. */
export interface ImportedHub {
  microsoft: SimulatedMicrosoft
  hub: TestHub
  owner: Person
  connectionId: string
  close(): Promise<void>
}

/** @param people of the tenancy */
export async function importedHub(people: number): Promise<ImportedHub> {
  const microsoft = simulatedMicrosoft(people)
  const hub = await testHub({ microsoft: microsoft.start, work: true })
  const owner = await hub.asOwner()
  const clientSecret = 'the secret of an application of its own'
  const tenancy = microsoft.tenancy('large')
  const applicationId = await microsoft.ownApplication(tenancy, { secret: clientSecret })
  const connectionId = await connectOwn(owner, tenancy, { applicationId, clientSecret })
  await imported(owner, connectionId)
  return {
    ...{ microsoft, hub, owner, connectionId },
    async close() {
      await hub.close()
      await microsoft.close()
    },
  }
}
