import type { ReactElement } from 'react'

/** Atrium's mark: an inner court, seen through its gate. */
export function Mark({ size = 24 }: { size?: number }): ReactElement {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#0f6c81" />
      <path
        d="M6.5 24.5V14.5a9.5 9.5 0 0 1 19 0v10"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <path
        d="M11.8 24.5v-9a4.2 4.2 0 0 1 8.4 0v9"
        fill="none"
        stroke="#abd7e3"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  )
}
