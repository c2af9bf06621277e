import type { Role } from '../domain/permissions.js';
import type { TokenWish } from './token-wish.js';

interface Words {
  readonly ja: string;
  readonly en: string;
}

/** A sample association, as far as somebody may sign in for it. */
export interface SampleAssociation {
  readonly id: string;
  readonly name: Words;
  readonly members: readonly { readonly ref: string; readonly name: string }[];
}

/** Somebody who may be chosen at the page for signing in. */
export interface Person {
  /** The subject of the tokens. */
  readonly account: string;
  readonly name: Words;
  readonly wish: Omit<TokenWish, 'subject'>;
}

export interface PeopleGroup {
  readonly title: Words;
  readonly people: readonly Person[];
}

/** Two officers, for what one alone may not do. */
const STAFF: readonly (Words & { readonly role: Role; readonly account: string })[] = [
  { role: 'officer', account: 'officer-1', ja: '個人情報保護責任者', en: 'Privacy officer' },
  { role: 'officer', account: 'officer-2', ja: '保健事業担当者（もう一人の担当者）', en: 'Second officer' },
  { role: 'auditor', account: 'auditor', ja: '監事', en: 'Auditor' },
  {
    role: 'representative',
    account: 'representative',
    ja: '代理人（加入者ではない任意代理人）',
    en: 'Representative, an agent who is no member',
  },
  {
    role: 'member',
    account: 'unbound',
    ja: '加入者（アカウント未登録。窓口のコードで登録します）',
    en: 'Member whose account is nobody’s yet, and is made one by a code',
  },
];

const OPERATOR: PeopleGroup = {
  title: { ja: '運用', en: 'Operation' },
  people: [
    {
      account: 'operator',
      name: { ja: '運用担当者（個人データを見ることはできません）', en: 'Operator, who sees no personal data' },
      wish: { role: 'operator', association: null, member: null },
    },
  ],
};

/** Who may be chosen, association by association. */
export function peopleOf(associations: readonly SampleAssociation[]): PeopleGroup[] {
  return [...associations.map(groupOf), OPERATOR];
}

function groupOf({ id, name, members }: SampleAssociation): PeopleGroup {
  const staff = STAFF.map(({ role, account, ja, en }) => ({
    account: `${account}@${id}`,
    name: { ja, en },
    wish: { role, association: id, member: null },
  }));
  const persons = members.map((member) => ({
    account: `member@${id}:${member.ref}`,
    name: { ja: `加入者 ${member.name}`, en: `Member ${member.name}` },
    wish: { role: 'member' as const, association: id, member: member.ref },
  }));
  return { title: name, people: [...staff, ...persons] };
}
