import { teamsMutations } from '../teams/mutations/index.ts'
import { assignApp, expireSecret, register, removeConsent, setAppEnabled, unassignApp } from './applications.ts'
import { clock } from './clock.ts'
import { addOwner, addToGroup, createGroup, deleteGroup, removeFromGroup, removeOwner } from './groups.ts'
import { hire } from './hire.ts'
import { adminConsent, revokeSessions, setPassword, signIn, userConsent } from './identity.ts'
import { block, emptyRecycleBin, leave, reappear, restore, unblock, vanish } from './leave.ts'
import { move } from './move.ts'
import type { Mutation } from './mutation.ts'
import { setPremium } from './premium.ts'
import { random } from './random.ts'
import { rename } from './rename.ts'
import { removeSubscription } from './subscriptions.ts'
import { update } from './update.ts'

const ALL: readonly Mutation[] = [
  hire,
  move,
  rename,
  leave,
  block,
  unblock,
  restore,
  emptyRecycleBin,
  vanish,
  reappear,
  addToGroup,
  removeFromGroup,
  addOwner,
  removeOwner,
  createGroup,
  deleteGroup,
  assignApp,
  unassignApp,
  removeConsent,
  setAppEnabled,
  expireSecret,
  register,
  adminConsent,
  userConsent,
  signIn,
  revokeSessions,
  removeSubscription,
  setPassword,
  update,
  setPremium,
  random,
  clock,
  ...teamsMutations,
]

/** Every way to change the simulated cloud, by its name in the control door and in the journal. */
export const MUTATIONS: ReadonlyMap<string, Mutation> = new Map(ALL.map((mutation) => [mutation.name, mutation]))
