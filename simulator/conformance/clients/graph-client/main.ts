/** @microsoft/microsoft-graph-client, the Graph library for JavaScript that most programs use. */
import { batches } from './batches.ts'
import { changes } from './changes.ts'
import { errors } from './errors.ts'
import { groupWrites } from './group-writes.ts'
import { reads } from './reads.ts'
import { throttling } from './throttling.ts'
import { userWrites } from './user-writes.ts'

await reads()
await errors()
await throttling()
await batches()
await changes()
await userWrites()
await groupWrites()
