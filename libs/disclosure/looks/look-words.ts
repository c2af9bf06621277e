import { LOOKED_AT, REASON_CLASSES, type LookedAt, type ReasonClass, type Role } from '#access';
import type { NamedCode } from '#ledger';
import { currentRuleset, dayInJapan, purposeOf } from '#statute';

const ROLES = {
  integrator: { ja: '連携システム', en: 'A connected system' },
  officer: { ja: '担当者', en: 'A member of staff' },
  representative: { ja: '代理人', en: 'A representative' },
  auditor: { ja: '監査を行う者', en: 'An auditor' },
} as const satisfies Partial<Record<Role, { readonly ja: string; readonly en: string }>>;

export function roleNamed(role: string): NamedCode {
  const words = ROLES[role as keyof typeof ROLES] ?? { ja: role, en: role };
  return { code: role, ...words };
}

/** What a newer version looked at is told by its code. */
export function lookedAtNamed(code: string): NamedCode {
  const words = LOOKED_AT[code as LookedAt] ?? { ja: code, en: code };
  return { code, ...words };
}

/** Why, as far as it was said; null where it was not. */
export function reasonNamed(code: string | null): NamedCode | null {
  if (code === null) return null;
  const words = REASON_CLASSES[code as ReasonClass] ?? { ja: code, en: code };
  return { code, ...words };
}

export function purposeNamed(code: string | null, now: Date): NamedCode | null {
  if (code === null) return null;
  const known = purposeOf(currentRuleset(dayInJapan(now.toISOString())), code);
  return { code, ja: known?.ja ?? code, en: known?.en ?? code };
}
