import type { DocumentKind } from '#proof';
import { VerifyUsageError, type VerifyOptions } from './verify-options.js';

type Asked = Pick<
  VerifyOptions,
  'entry' | 'leaf' | 'older' | 'proof' | 'maxAge' | 'stampMaxAge' | 'token' | 'because' | 'stampFailure'
>;

const NAMES = {
  entry: '--entry',
  leaf: '--leaf',
  older: '--older',
  proof: '--proof',
  maxAge: '--max-age',
  stampMaxAge: '--stamp-max-age',
  token: '--token',
  because: '--because',
  stampFailure: '--tsa',
} as const satisfies Record<keyof Asked, string>;

/** What each kind of evidence is held to. */
const APPLY: Readonly<Record<DocumentKind | 'bundle' | 'log', readonly (keyof Asked)[]>> = {
  acknowledgement: ['entry', 'leaf', 'maxAge'],
  checkpoint: ['maxAge'],
  completeness: ['older', 'maxAge'],
  consistency: [],
  document: ['proof', 'maxAge'],
  identity: ['maxAge'],
  bundle: ['stampFailure'],
  log: ['maxAge', 'stampMaxAge', 'token', 'because', 'stampFailure'],
};

const KINDS: Readonly<Record<keyof typeof APPLY, string>> = {
  acknowledgement: '受理証',
  checkpoint: 'チェックポイント',
  completeness: '完全性の証明',
  consistency: '整合性の証明',
  document: '書面',
  identity: '身元コミットメントの証明',
  bundle: '監査資料',
  log: '稼働中のログ',
};

/** Refuses what was asked and could not be looked at: who asks for an age must not be told that all is right without it. */
export function holdOptions(kind: keyof typeof APPLY, asked: Asked): void {
  const idle = (Object.keys(NAMES) as (keyof Asked)[]).filter(
    (name) => asked[name] !== undefined && !APPLY[kind].includes(name),
  );
  if (idle.length === 0) return;
  const options = idle.map((name) => NAMES[name]).join(', ');
  throw new VerifyUsageError({
    ja: `${options}: ${KINDS[kind]}には使えません。`,
    en: `${options}: does not apply to a ${kind}.`,
  });
}
