/** @azure/msal-node, as a daemon, a web application and a public client use it. */
import { authorities } from './authorities.ts'
import { daemon } from './daemon.ts'
import { publicClient } from './public-client.ts'
import { webApplication } from './web-application.ts'

await daemon()
await webApplication()
await publicClient()
await authorities()
