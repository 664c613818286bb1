/** The permission packs, in the order in which they are shown. */
export const packNames = [
  'directory-read',
  'sign-in-activity',
  'evidence',
  'actions',
  'calendar',
  'sharepoint',
  'teams',
] as const
