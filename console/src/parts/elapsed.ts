import { useEffect, useState } from 'react'

/** Seconds that were told, going on by themselves while something runs: a long step from which no news comes is not stuck. */
export function useElapsed(told: number | null, isRunning: boolean): number | null {
  const [since, setSince] = useState({ told, seconds: 0 })
  useEffect(() => {
    if (!isRunning || told === null) return
    const began = performance.now()
    const timer = setInterval(() => setSince({ told, seconds: (performance.now() - began) / 1_000 }), 1_000)
    return () => clearInterval(timer)
  }, [told, isRunning])
  return told === null ? null : told + (isRunning && since.told === told ? since.seconds : 0)
}
