/** Why the embedded PostgreSQL could not be started; a closed list, so that a caller can tell the cases apart. */
export type LaunchErrorCode =
  | 'platform_unsupported'
  | 'binaries_missing'
  | 'data_unreadable'
  | 'data_newer'
  | 'data_older'
  | 'disk_full'
  | 'port_busy'
  | 'locked'
  | 'start_failed'

/**
 * A refusal to start, in words for the person at the terminal: `message` says what is wrong, `next` what to do about it.
 * Neither carries a secret or a stack.
 */
export class PostgresLaunchError extends Error {
  readonly code: LaunchErrorCode
  readonly next: string

  constructor(code: LaunchErrorCode, message: string, next: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PostgresLaunchError'
    this.code = code
    this.next = next
  }
}

/** The operating system's code of a failed call (`ENOENT`, `EACCES`, …), or undefined when the error carries none. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Turns a failed call on the data folder into a sentence; anything unknown is passed on as it is. */
export function explainFolderError(error: unknown, folder: string): unknown {
  switch (systemCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return new PostgresLaunchError(
        'data_unreadable',
        `The data folder ${folder} cannot be read or written by this user.`,
        'Start as the user who owns it, change its owner, or choose another folder with --data-dir.',
        { cause: error },
      )
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EROFS':
      return new PostgresLaunchError(
        'data_unreadable',
        `The data folder ${folder} cannot be made: its place is a file or a read-only disk.`,
        'Choose another folder with --data-dir.',
        { cause: error },
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder, error)
    default:
      return error
  }
}

/** The refusal for a disk without room for the database. */
export function diskFull(folder: string, cause?: unknown): PostgresLaunchError {
  return new PostgresLaunchError(
    'disk_full',
    `The disk that holds ${folder} is full.`,
    'Free at least 300 MB there, or choose a folder on another disk with --data-dir.',
    { cause },
  )
}
