import type { FieldError } from '#platform';

/** What is refused about requests of bereaved families; registered with the edge by the module. */
export const courtesyProblems = {
  'courtesy-unknown': {
    status: 404,
    ja: 'この開示依頼が見つかりません。識別子を一覧で確かめてください',
    en: 'This request of a family is not on record: check its id in the list',
  },
  'courtesy-differs': {
    status: 409,
    ja: '同じ識別子で別の開示依頼が記録されています。新しい識別子で送ってください',
    en: 'Another request of a family is on record under this id: choose a new id',
  },
  'courtesy-state': {
    status: 409,
    ja: '開示依頼がこの操作のできる状態にありません。状態を読み直してください',
    en: 'The request of the family is in no state in which this can be done: read its state again',
  },
  'courtesy-changed': {
    status: 409,
    ja: 'この開示依頼が同時に変更されました。読み直してください',
    en: 'Somebody else changed what families ask about this member at the same moment: read it again',
  },
  'courtesy-channel': {
    status: 422,
    ja: '組合の定めにより、この方法では受付・回答をしません。別の方法を選んでください',
    en: 'The association neither takes requests nor answers by this channel: choose another',
  },
  'courtesy-channel-risk': {
    status: 422,
    ja: 'この方法による回答は、依頼者がリスクを承知した場合に限ります。承知を確かめて atOwnRisk を付けてください',
    en: 'An answer by this channel is at the risk of whoever asks: make sure that it is accepted, and say atOwnRisk',
  },
  'courtesy-evidence-missing': {
    status: 422,
    ja: '死亡、続柄又は依頼者の確認が済んでいません。不足を補ってください',
    en: 'Death, relation or identity was not shown: have what is missing shown first',
  },
  'courtesy-person-lives': {
    status: 422,
    ja: '本人の死亡が記録されていません。死亡を記録するか、本人の請求として受け付けてください',
    en: 'The death of the person is not on record: record it first, or take a request of the person',
  },
  'courtesy-person-protected': {
    status: 422,
    ja: '本人について不開示等の申出があるため、遺族に開示できません。PROTECTED で断るか、申出を確かめて解除してください',
    en: 'A flag protects the person after the death as before: take REFUSED (PROTECTED), or make sure of the flag and lift it',
  },
} as const;

/** Why something cannot be done: a code with harmless facts. */
export interface CourtesyFault {
  readonly fault: keyof typeof courtesyProblems | 'invalid-request';
  readonly facts?: { readonly errors?: readonly FieldError[]; readonly [fact: string]: unknown };
}
