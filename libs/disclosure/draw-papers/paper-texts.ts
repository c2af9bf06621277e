import type { PaperLanguage } from '../domain/documents/paper.js';
import { GETA } from './printable.js';

/** What stands on every paper, whatever it says. */
export const PAPER_TEXTS = {
  ja: {
    code: (code: string) => `確認コード ${code}`,
    issuedOn: (day: string) => `発行日 ${day}`,
    check: 'この書面の確かめ方',
    address: (url: string) => `確認のページ（QRコードも同じ）: ${url}`,
    qr: (url: string) => `この書面を確かめるページ ${url} のQRコード`,
    bullet: '・',
    missing: (codes: string) =>
      `${GETA}は、この書面の書体で表せない文字を示します（Unicode ${codes}）。登録された文字は、そのまま記録に残っています。`,
    more: 'ほか',
  },
  en: {
    code: (code: string) => `Check code ${code}`,
    issuedOn: (day: string) => `Issued on ${day}`,
    check: 'How to check this document',
    address: (url: string) => `Check page (the QR code is the same): ${url}`,
    qr: (url: string) => `QR code of the page that checks this document: ${url}`,
    bullet: '•',
    missing: (codes: string) =>
      `${GETA} stands for a character that the font of this document cannot show (Unicode ${codes}). The record keeps it as registered.`,
    more: 'and others',
  },
} as const satisfies Record<PaperLanguage, object>;

/** A list without end helps nobody. */
const NAMED_MAX = 20;

/** Which signs 〓 stands for; null where it stands for none. */
export function noteOfMissing(missing: ReadonlySet<string>, language: PaperLanguage): string | null {
  if (missing.size === 0) return null;
  const named = [...missing]
    .slice(0, NAMED_MAX)
    .map((cluster) =>
      Array.from(cluster, (sign) => `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' '),
    );
  const texts = PAPER_TEXTS[language];
  const more = missing.size > NAMED_MAX ? [texts.more] : [];
  return texts.missing([...named, ...more].join(', '));
}
