import type { LineFaultCode } from '#readers';

interface Meaning {
  readonly ja: string;
  readonly en: string;
}

/** Why a line of an import file is not recorded, besides the problems with which a post is refused. */
export const OUTCOME_CODES = {
  'line-too-long': { ja: '行が長すぎます', en: 'The line is too long' },
  'bytes-unreadable': {
    ja: '宣言された文字コードでは読めない文字があります',
    en: 'Some bytes are no text in the charset that was declared',
  },
  'not-json': { ja: 'JSONとして読めません', en: 'The line is not JSON' },
  'line-invalid': { ja: '行の形が正しくありません', en: 'The line does not have the shape of one' },
  'quotes-wrong': { ja: '引用符の使い方が正しくありません', en: 'Quotation marks are used wrongly' },
  'cell-count': { ja: '列の数が見出し行と違います', en: 'There are not as many cells as in the header row' },
  'cell-unreadable': {
    ja: '列の値を、対応表のとおりに読み取れません',
    en: 'A cell cannot be read as the mapping says',
  },
  'transfer-columns-differ': {
    ja: '同じ授受の行の間で、授受の列の値が違います',
    en: 'Rows of one transfer say different things of it',
  },
  'line-astray': {
    ja: 'この行が属する授受が、ここでは始まっていません',
    en: 'The transfer to which the line belongs is not open here',
  },
  'line-blocked': {
    ja: '法令上認められないため、予定された授受から外されました',
    en: 'The law forbids the line, and it was left out of its planned transfer',
  },
  'transfer-invalid': {
    ja: '授受の最初の行に誤りがあるため、この授受は記録されません',
    en: 'The first line of the transfer is wrong, so nothing of it is recorded',
  },
  'transfer-empty': {
    ja: '記録できる加入者の行が残っていません',
    en: 'No line of a member is left of the transfer',
  },
  'end-missing': { ja: '授受の最後の行が来ていません', en: 'The last line of the transfer did not come' },
  'count-differs': {
    ja: '示された件数と、来た明細の数が違います',
    en: 'The count that was said is not the number of lines of members that came',
  },
} as const satisfies Record<string, Meaning> & Record<LineFaultCode, Meaning>;

export type OutcomeCode = keyof typeof OUTCOME_CODES;
