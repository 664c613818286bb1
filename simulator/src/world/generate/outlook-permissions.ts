/**
 * Permissions for mail and mailbox settings with their published ids, which the contract's data leaves out
 * (learn.microsoft.com/graph/permissions-reference).
 */
export const OUTLOOK_PERMISSIONS = {
  application: {
    'Mail.Read': '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
    'Mail.ReadBasic.All': '693c5e45-0940-467d-9b8a-1022fb9d42ef',
    'Mail.ReadWrite': 'e2a3a72e-5f79-4c64-b1b1-878b674786c9',
    'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
    'MailboxSettings.Read': '40f97065-369a-49f4-947c-6a255697ae91',
    'MailboxSettings.ReadWrite': '6931bccd-447a-43d1-b442-00a195474933',
  },
  delegated: {
    'Mail.Read': '570282fd-fa5c-430d-a7fd-fc8dc98a9dca',
    'Mail.ReadBasic': 'a4b8392a-d8d1-4954-a029-8e668a39a170',
    'Mail.ReadWrite': '024d486e-b451-40bb-833d-3e66d98c5c73',
    'Mail.Send': 'e383f46e-2787-4529-855e-0e479a3ffac0',
    'MailboxSettings.Read': '87f447af-9fa4-4c32-9dfa-4a57a73d18ce',
    'MailboxSettings.ReadWrite': '818c620a-27a9-40bd-a6a5-d96f7d610b4b',
  },
} as const
