import type { ProblemType } from './refusal.js';

export const platformProblems = {
  'invalid-request': {
    status: 400,
    ja: '送られた内容に読み取れない項目があります',
    en: 'Some fields of the request cannot be read',
  },
  'invalid-cursor': { status: 400, ja: 'カーソルが正しくありません', en: 'The cursor is not one of ours' },
  'position-unknown': {
    status: 400,
    ja: '指定された位置はまだ記録されていません',
    en: 'The position asked for is not in the log',
  },
  'not-found': { status: 404, ja: '見つかりません', en: 'Not found' },
  'changed-meanwhile': {
    status: 412,
    ja: 'この間に変更されています。読み直してから送ってください',
    en: 'It was changed meanwhile: read it again first',
  },
  'if-match-missing': {
    status: 428,
    ja: '変更には、読んだときの ETag を If-Match に付けてください',
    en: 'A change needs If-Match with the ETag that was read',
  },
  'body-too-large': { status: 413, ja: '送られた内容が大きすぎます', en: 'The request body is too large' },
  'address-too-long': { status: 414, ja: 'アドレスが長すぎます', en: 'The address is too long' },
  'unsupported-media-type': {
    status: 415,
    ja: 'この形式は受け付けていません',
    en: 'This content type is not accepted',
  },
  'headers-too-large': {
    status: 431,
    ja: 'アドレスとヘッダーが長すぎます',
    en: 'The address and the headers are too long',
  },
  'request-unreadable': {
    status: 400,
    ja: 'HTTP の要求として読み取れません',
    en: 'This cannot be read as a request of HTTP',
  },
  'request-too-slow': {
    status: 408,
    ja: '要求が時間内に届きませんでした',
    en: 'The request did not come in time',
  },
  'asked-too-often': {
    status: 429,
    ja: '短い間に多くの要求が送られています。少し待って送り直してください',
    en: 'Too much was asked in a short time; try again shortly',
  },
  'internal-error': { status: 500, ja: 'システム内部の誤りです', en: 'Something failed inside the service' },
  'not-ready': { status: 503, ja: 'まだ準備ができていません', en: 'Not ready to serve requests' },
  'store-unavailable': {
    status: 503,
    ja: 'いま記録できません。少し待って同じ内容を送り直してください',
    en: 'The store does not answer now; send the same request again shortly',
  },
  'log-not-proven': {
    status: 503,
    ja: '台帳が、保管されている最後のチェックポイントの続きであることを確認できないため、記録を止めています。運用担当者は `kiroku log status` で確認し、新しいバックアップを戻してください',
    en: 'Nothing is recorded, for the ledger is not proven to continue its last kept checkpoint. The operator asks `kiroku log status` and restores newer data',
  },
  'not-yet-visible': {
    status: 503,
    ja: '指定された位置までまだ反映されていません',
    en: 'The view has not reached the position asked for',
  },
} as const satisfies Record<string, ProblemType>;
