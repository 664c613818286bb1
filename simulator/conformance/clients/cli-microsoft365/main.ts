/** CLI for Microsoft 365, which knows no address but Microsoft's own. Each command is a process of its own. */
import { applications } from './applications.ts'
import { calendars } from './calendars.ts'
import { groups } from './groups.ts'
import { lists } from './lists.ts'
import { login, logout } from './login.ts'
import { requests } from './requests.ts'
import { users } from './users.ts'

await login()
await users()
await groups()
await applications()
await requests()
await calendars()
await lists()
await logout()
