/** @microsoft/msgraph-sdk, the Graph library that kiota generates from Microsoft's own description of Graph. */
import { errors } from './errors.ts'
import { reads } from './reads.ts'
import { writes } from './writes.ts'

await reads()
await errors()
await writes()
