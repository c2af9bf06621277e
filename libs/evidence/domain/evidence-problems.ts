import type { ProblemType } from '#platform';

/** What this lib refuses; registered with the edge by the module. */
export const evidenceProblems = {
  'log-unknown': { status: 404, ja: 'このログはありません', en: 'There is no such log' },
  'no-checkpoint-yet': {
    status: 503,
    ja: 'このログのチェックポイントはまだ発行されていません。少し待って送り直してください',
    en: 'No checkpoint of this log is published yet; try again shortly',
  },
  'log-behind': {
    status: 503,
    ja: 'ログの木を作り直しています。少し待って送り直してください',
    en: 'The tree of this log is being made anew; try again shortly',
  },
  'not-covered-yet': {
    status: 503,
    ja: 'この記録を含むチェックポイントがまだ発行されていません。記録は済んでいますので、少し待って受理証だけを取り直してください',
    en: 'No published checkpoint covers it yet. It is recorded; ask for the acknowledgement again shortly',
  },
  'no-such-tile': {
    status: 404,
    ja: '指定されたタイルはありません。発行済みのチェックポイントの大きさのタイルだけを返します',
    en: 'There is no such tile: those of the sizes of published checkpoints are there',
  },
  'evidence-stale': {
    status: 503,
    ja: 'この組合の証跡（チェックポイントまたはタイムスタンプ）が古いままのため、予定の授受と受理証は受け付けていません。実施済みの授受は今までどおり記録できます。運用担当者に知らせ、新しくなってから同じ内容を送り直してください',
    en: 'Checkpoint or timestamp of this log is too old, so nothing that is only planned is taken and no acknowledgement is given. What was done is recorded as ever. Tell the operator, and send the same again once it is fresh',
  },
  'witness-unknown': {
    status: 404,
    ja: 'この証人は登録されていません',
    en: 'No such witness was announced',
  },
  'witnesses-too-many': {
    status: 409,
    ja: '証人が上限に達しています。使わなくなった証人を先に除外してください',
    en: 'There are as many witnesses as there may be; remove one that is no longer needed',
  },
  'witness-is-log': {
    status: 422,
    ja: 'この台帳のいずれかのログの鍵または名前は、証人として登録できません。証人は台帳とは別の者でなければなりません',
    en: 'A key of any log of this ledger, or the name of one, is no witness: a witness is somebody else',
  },
  'witness-not-announced': {
    status: 403,
    ja: 'このログが公告した証人の連署がありません。組合の担当者に証人の鍵を登録してもらってください',
    en: 'No witness that this log announced signed it; an officer of the association has to announce its key first',
  },
  'cosignature-wrong': {
    status: 422,
    ja: '連署が本文と一致しないか、その時刻が先のものです',
    en: 'A cosignature does not fit the checkpoint, or is of a time to come',
  },
  'cosigned-other-log': {
    status: 422,
    ja: '別のログのチェックポイントです',
    en: 'The checkpoint is another log’s',
  },
  'cosigned-other-root': {
    status: 409,
    ja: 'この大きさのチェックポイントとして、このログは別のルートを発行しているか、何も発行していません。証人が見た内容を運用担当者と監査人に知らせてください',
    en: 'This log published another root of that size, or none. Tell its operator and its auditors what the witness was shown',
  },
  'not-cosigned': {
    status: 404,
    ja: '証人が連署したチェックポイントはまだありません',
    en: 'No witness has signed under a checkpoint of this log yet',
  },
  'not-stamped': {
    status: 404,
    ja: 'タイムスタンプのあるチェックポイントはまだありません',
    en: 'No checkpoint of this log was stamped yet',
  },
  'no-such-timestamp': {
    status: 404,
    ja: 'この大きさのチェックポイントにタイムスタンプはありません',
    en: 'The checkpoint of this size was not stamped',
  },
  'no-such-leaf': {
    status: 404,
    ja: '指定された記録は、このチェックポイントまでのログにありません',
    en: 'The tree of this checkpoint has no such leaf',
  },
  'leaf-not-by-hash': {
    status: 422,
    ja: '葉のハッシュからは探せません。leaf には木の中の順番を 0 から数えて指定してください。登録時の応答の position から 1 を引いた数です。返された経路は、手元のハッシュで検証できます',
    en: 'Leaves are not found by their hash. Give as leaf its place among them, from 0: the position in the answer to the post, less one. What comes back is verified with the hash that you have',
  },
  'sizes-impossible': {
    status: 422,
    ja: '大きさの指定が正しくありません。1以上で、from は to 以下、to は最新のチェックポイント以下にしてください',
    en: 'The sizes cannot be: from is at least 1 and at most to, and to at most that of the newest checkpoint',
  },
  'log-key-differs': {
    status: 409,
    ja: '指定された版は、最新の署名鍵でもその次でもありません',
    en: 'This version is neither the newest signing key of the log nor the next',
  },
  'log-key-newest': {
    status: 409,
    ja: '最新の署名鍵は廃止できません',
    en: 'The newest signing key of a log is never retired',
  },
  'log-key-unused': {
    status: 409,
    ja: '新しい署名鍵によるチェックポイントがまだ発行されていません。少し待って送り直してください',
    en: 'No checkpoint is published yet that the newer key signed; try again shortly',
  },
  'entries-not-permitted': {
    status: 403,
    ja: 'ログの記録そのものを取り出せるのは、その組合の監査の委任を受け、全員を対象とする理由を示した監査人だけです',
    en: 'Entries of the log are for auditors of the association who gave a reason that counts for all persons',
  },
} as const satisfies Record<string, ProblemType>;
