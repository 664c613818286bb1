import { totalmem } from 'node:os'

/** `full`: survives a crash and a power cut. `throwaway`: quick, and worthless after either; for test clusters only. */
export type Durability = 'full' | 'throwaway'

const MB = 1024 * 1024

/**
 * Server settings of an embedded cluster. They go on the command line at every start, so that a cluster never keeps an old
 * choice. Sizes follow the machine's memory, because the hub, the simulated cloud and a browser share it.
 */
export function serverSettings(
  port: number,
  durability: Durability,
  own: Record<string, string> = {},
  memoryBytes = totalmem(),
): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    // A list under row-level security visits rows in the order of an index, all over the table: 500 bytes a person should fit.
    shared_buffers: megabytes(memoryBytes / 12, 128, 2048),
    effective_cache_size: megabytes(memoryBytes / 3, 256, 4096),
    work_mem: '16MB',
    maintenance_work_mem: megabytes(memoryBytes / 32, 64, 256),
    max_wal_size: '2GB',
    // The cost model turns just-in-time compilation on for the directory's joins, where compiling takes longer than running.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    ...(durability === 'throwaway' ? THROWAWAY : FULL),
    ...own,
  }
}

const FULL = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }
const THROWAWAY = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

function megabytes(bytes: number, least: number, most: number): string {
  return `${Math.round(Math.min(most, Math.max(least, bytes / MB)))}MB`
}
