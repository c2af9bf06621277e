import type { Basis, Direction, Route } from '#statute';

/** What the law calls a line, in the words of the member's page. */
export interface LegalLabel {
  readonly code:
    | 'third-party-provision'
    | 'receipt'
    | 'joint-use'
    | 'entrustment'
    | 'succession'
    | 'statutory'
    | 'number-act'
    | 'other';
  readonly ja: string;
  readonly en: string;
}

const LABELS = {
  'third-party-provision': { ja: '第三者提供', en: 'Third-party provision' },
  receipt: { ja: '受領', en: 'Receipt' },
  'joint-use': { ja: '共同利用', en: 'Joint use' },
  entrustment: { ja: '委託', en: 'Entrustment' },
  succession: { ja: '事業の承継', en: 'Business succession' },
  statutory: { ja: '法令に基づく提供', en: 'Provision under law' },
  'number-act': { ja: '番号法に基づく提供', en: 'Provision under the Number Act' },
  other: { ja: 'その他', en: 'Other' },
} as const;

/** What decides the label of a line. */
export interface LabelledLine {
  readonly direction: Direction;
  readonly route: Route | null;
  readonly basis: Basis | null;
  readonly allowed: boolean;
}

/** Joint use, entrustment and succession are no provisions and no receipts (art. 27(5), 30(1)); the page says so. */
export function legalLabel({ direction, route, basis, allowed }: LabelledLine): LegalLabel {
  const code = allowed ? labelCode(direction, route, basis) : labelOfUnlawful(direction, route, basis);
  return { code, ...LABELS[code] };
}

function labelCode(direction: Direction, route: Route | null, basis: Basis | null): LegalLabel['code'] {
  if (basis === 'NUM') return 'number-act';
  // To or from the person, within one operator, or no personal data: art. 27 and 30 are not asked.
  if (basis !== null) return 'other';
  switch (route) {
    case 'N1':
      return 'entrustment';
    case 'N2':
      return 'succession';
    case 'N3':
      return 'joint-use';
    case 'X':
      return 'other';
    default:
      return direction === 'IN' ? 'receipt' : provisionCode(route);
  }
}

// What was sent as joint use or entrustment without being lawful as such went to a third party.
function labelOfUnlawful(direction: Direction, route: Route | null, basis: Basis | null): LegalLabel['code'] {
  const code = labelCode(direction, route, basis);
  const isShared = code === 'joint-use' || code === 'entrustment' || code === 'succession';
  if (!isShared) return code;
  return direction === 'IN' ? 'receipt' : 'third-party-provision';
}

function provisionCode(route: Route | null): LegalLabel['code'] {
  if (route === null) return 'other';
  return route === 'E1' ? 'statutory' : 'third-party-provision';
}
