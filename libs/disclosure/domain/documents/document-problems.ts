/** What is refused about documents; registered with the edge by the module. */
export const documentProblems = {
  'document-unknown': {
    status: 404,
    ja: 'この書面が見つかりません。識別子を一覧で確かめてください',
    en: 'This document is not on record: check its id in the list',
  },
  'document-code-unknown': {
    status: 404,
    ja: 'この確認コードの書面は見つかりません。文字を見直してください',
    en: 'No document has this code: look at its signs again',
  },
  'document-gone': {
    status: 410,
    ja: '鍵が破棄されたため、この書面の内容は失われています。発行の事実は台帳に残っています',
    en: 'The key of this document was destroyed, and its content is lost; that it was issued stays in the log',
  },
  'document-differs': {
    status: 409,
    ja: '同じ Idempotency-Key で別の書面が発行されています。新しい鍵で送ってください',
    en: 'Another document was issued under this Idempotency-Key: choose a new one',
  },
  'document-not-possible': {
    status: 409,
    ja: 'この請求については、この種類の書面を発行できません。請求の状態と決定を確かめてください',
    en: 'There is nothing in this request that a document of this kind could tell: read its state and its decision',
  },
  'documents-too-many': {
    status: 409,
    ja: 'この請求について発行できる書面の数の上限に達しています。発行済みの書面を使ってください',
    en: 'As many documents as can be were issued for this request: take one of those',
  },
  'document-too-large': {
    status: 422,
    ja: '書面が大きすぎます。期間を分けて発行してください',
    en: 'The document is too large: issue several for shorter periods',
  },
} as const;
