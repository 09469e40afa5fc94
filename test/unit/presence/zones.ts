import process from 'node:process';

/** Runs `act` as on a computer set to `zone`: Node reads `TZ` anew when it is assigned. */
export function inZone<T>(zone: string, act: () => T): T {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    return act();
  } finally {
    if (before === undefined) {
      delete process.env.TZ;
    } else {
      process.env.TZ = before;
    }
  }
}
