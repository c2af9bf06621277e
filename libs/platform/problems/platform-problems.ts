import type { ProblemType } from './refusal.js';

export const platformProblems = {
  'invalid-request': {
    status: 400,
    ja: '送られた内容に読み取れない項目があります。errors に示す項目を直して送り直してください',
    en: 'Some fields of the request cannot be read: mend those that errors names, and send it again',
  },
  'invalid-cursor': {
    status: 400,
    ja: 'カーソルが正しくありません。直前のページの next をそのまま使うか、最初のページから読み直してください',
    en: 'The cursor is not one of ours: use next of the page before as it is, or begin with the first page',
  },
  'position-unknown': {
    status: 400,
    ja: '指定された位置はまだ記録されていません。記録の応答にある position を指定してください',
    en: 'The position asked for is not in the log: use one that an answer named as position',
  },
  'not-found': {
    status: 404,
    ja: '見つかりません。アドレスとメソッドを確かめてください（/docs に一覧があります）',
    en: 'Not found: check the address and the method (/docs lists them)',
  },
  'changed-meanwhile': {
    status: 412,
    ja: 'この間に変更されています。読み直してから送ってください',
    en: 'It was changed meanwhile: read it again first',
  },
  'if-match-missing': {
    status: 428,
    ja: '変更には、読んだときの ETag を If-Match に付けてください',
    en: 'A change needs the state that it is about: read it, and send its ETag as If-Match',
  },
  'body-too-large': {
    status: 413,
    ja: '送られた内容が大きすぎます。分けて送ってください',
    en: 'The request body is too large: send it in parts',
  },
  'address-too-long': {
    status: 414,
    ja: 'アドレスが長すぎます。絞り込みの条件を減らしてください',
    en: 'The address is too long: ask with fewer filters',
  },
  'unsupported-media-type': {
    status: 415,
    ja: 'この形式は受け付けていません。/docs に示す Content-Type で送ってください',
    en: 'This content type is not accepted: send one that /docs names',
  },
  'headers-too-large': {
    status: 431,
    ja: 'アドレスとヘッダーが長すぎます。短くして送り直してください',
    en: 'The address and the headers are too long: send shorter ones',
  },
  'request-unreadable': {
    status: 400,
    ja: 'HTTP の要求として読み取れません。送る側のプログラムを確かめてください',
    en: 'This cannot be read as a request of HTTP: check the program that sends it',
  },
  'request-too-slow': {
    status: 408,
    ja: '要求が時間内に届きませんでした。接続を確かめて送り直してください',
    en: 'The request did not come in time: check the connection, and send it again',
  },
  'asked-too-often': {
    status: 429,
    ja: '短い間に多くの要求が送られています。少し待って送り直してください',
    en: 'Too much was asked in a short time: try again shortly',
  },
  'internal-error': {
    status: 500,
    ja: 'システム内部の誤りです。少し待って送り直し、続く場合は instance の番号を添えて運用担当者にお知らせください',
    en: 'Something failed inside the service: try again shortly, and tell an operator the id in instance if it stays so',
  },
  'not-ready': {
    status: 503,
    ja: 'まだ準備ができていません。少し待って送り直してください',
    en: 'Not ready to serve requests: try again shortly',
  },
  'store-unavailable': {
    status: 503,
    ja: 'いま記録できません。少し待って同じ内容を送り直してください',
    en: 'The store does not answer now: send the same request again shortly',
  },
  'log-not-proven': {
    status: 503,
    ja: '台帳が、保管されている最後のチェックポイントの続きであることを確認できないため、記録を止めています。運用担当者は `kiroku log status` で確認し、新しいバックアップを戻してください',
    en: 'Nothing is recorded, for the ledger is not proven to continue its last kept checkpoint: ask `kiroku log status` as an operator and restore newer data',
  },
  'not-yet-visible': {
    status: 503,
    ja: '指定された位置までまだ反映されていません。少し待って読み直してください',
    en: 'The view has not reached the position asked for: try again shortly',
  },
} as const satisfies Record<string, ProblemType>;
