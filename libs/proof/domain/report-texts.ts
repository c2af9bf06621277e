/** What is checked, what can be wrong and what is not promised, in words. The codes are for programs and never change. */
interface Words {
  readonly ja: string;
  readonly en: string;
}

export const CHECKS = {
  checkpoint: { ja: 'チェックポイントの署名', en: 'checkpoints signed by a known key of the log' },
  cosignature: { ja: '証人の連署', en: 'cosignatures of known witnesses' },
  'key-announced': { ja: 'ログに公告された署名鍵', en: 'signing keys that the log announces' },
  entry: { ja: 'エントリのバイト列とリーフハッシュの一致', en: 'entries whose bytes hash to their leaf' },
  inclusion: { ja: 'ログへの包含証明', en: 'proofs that an entry is in the log' },
  consistency: { ja: '新しい木が古い木を含むことの証明', en: 'proofs that a newer tree begins with an older one' },
  root: { ja: 'すべてのリーフから再計算したルート', en: 'roots computed again from all leaves' },
  tile: { ja: '再計算したタイル', en: 'tiles of the tree computed again' },
  stream: { ja: 'ストリームの先頭と改訂番号', en: 'streams whose revisions follow one another up to their head' },
  identity: { ja: '出来事の識別子', en: 'ids of events, each kept once under its position' },
  head: { ja: 'ログの末尾位置', en: 'logs that end at their head and have no hole' },
  'kept-checkpoint': {
    ja: '外部に保管されたチェックポイント',
    en: 'checkpoints kept outside that the log still contains',
  },
  chain: { ja: '本人の連鎖', en: 'chains of a member computed again' },
  link: { ja: '連鎖の明細', en: 'links of chains' },
  'map-proof': { ja: 'マップの証明', en: 'proofs of what the map holds under a reference' },
  'map-root': { ja: '再計算したマップのルート', en: 'roots of the map computed again' },
  'map-tile': { ja: '再計算したマップのタイル', en: 'tiles of the map computed again' },
  extension: { ja: '以前の証明書からの継続', en: 'chains that go on from an older document' },
  commitment: { ja: 'ログに記されたマップのルート', en: 'roots of the map that are entries of the log' },
  distinction: {
    ja: '別人の確認（二つの加入者参照が別の人であるという、担当者二人の確認）',
    en: 'statements of two officers that two references are of two people',
  },
  'identity-commitment': {
    ja: '加入者参照の身元コミットメント',
    en: 'commitments of the log to who is behind a reference, opened',
  },
  timestamp: { ja: 'タイムスタンプ', en: 'timestamps' },
  file: { ja: '目録にあるファイル', en: 'files that are what the manifest says' },
  'manifest-signature': { ja: '目録の署名', en: 'signatures of a manifest' },
  record: { ja: '出来事と一致する記録', en: 'records that are what the events say' },
  document: {
    ja: 'ログに記された発行時のままの書面',
    en: 'documents that are, byte for byte, what the log says was issued',
  },
  'document-data': {
    ja: 'ログに記された発行時のままの書面データ',
    en: 'data of documents that is what the log says was issued',
  },
  'document-record': {
    ja: '本人の連鎖にある、書面に載った記録',
    en: 'records of a document that are links of the chains',
  },
  row: { ja: '出来事と一致する行', en: 'rows of projections that are what the events say' },
  projection: { ja: '再構築して比較したプロジェクション', en: 'projections built again and compared' },
} as const satisfies Record<string, Words>;

const broken = { kind: 'broken' } as const;
const cannot = { kind: 'cannot-check' } as const;

export const FAILURES = {
  // Evidence is broken.
  'signature-wrong': {
    ...broken,
    ja: '既知の鍵の名による署名が本文と一致しません。本文か署名が改変されています。',
    en: 'A signature under the name of a known key does not fit the text: one of them was altered.',
  },
  'other-log': { ...broken, ja: '別のログのものです。', en: 'This belongs to another log.' },
  'entry-differs': {
    ...broken,
    ja: 'エントリのバイト列がリーフハッシュと一致しません。',
    en: 'The bytes of the entry do not hash to its leaf.',
  },
  'extra-differs': {
    ...broken,
    ja: '受理証に書かれたリーフハッシュが、証明されたエントリのものと異なります。署名の対象外の行が改変されています。',
    en: 'The leaf hash that is written in it is not that of the entry that it proves: a line that no signature covers was altered.',
  },
  'not-included': {
    ...broken,
    ja: 'このエントリは、署名されたチェックポイントの木のこの位置にありません。',
    en: 'The tree of the signed checkpoint does not have this entry at this position.',
  },
  'not-consistent': {
    ...broken,
    ja: '新しい木が古い木を含んでいません。ログが分岐したか、書き換えられています。',
    en: 'The newer tree does not begin with the older one: the log was forked or rewritten.',
  },
  'size-went-back': {
    ...broken,
    ja: 'ログが以前より短くなっています（二つのファイルを取り違えていませんか。--older は古い方です）。',
    en: 'The log is shorter than it was, unless two files were swapped: --older is the earlier one.',
  },
  'two-roots': {
    ...broken,
    ja: '同じ大きさの木にルートが二つあります。ログが分岐しています。',
    en: 'There are two roots of one size: the log was forked.',
  },
  'root-differs': {
    ...broken,
    ja: 'リーフから再計算したルートが異なります。',
    en: 'The root computed from the leaves is another.',
  },
  'tile-differs': {
    ...broken,
    ja: '木のタイルが再計算した値と異なります。',
    en: 'A tile of the tree is not what was computed from the leaves.',
  },
  'tree-differs': {
    ...broken,
    ja: '木の右端（大きさまたはハッシュ）が再計算した値と異なります。',
    en: 'The right edge of the tree, its size or its hashes, is not what was computed from the leaves.',
  },
  'key-not-announced': {
    ...broken,
    ja: 'ログに公告されていない鍵で署名されています。',
    en: 'It is signed by a key that the log does not announce.',
  },
  'key-replaced': {
    ...broken,
    ja: '保管中の署名鍵が、ログに公告された鍵と異なります。',
    en: 'The signing key that is kept is not the one that the log announces.',
  },
  'position-missing': { ...broken, ja: 'この位置の出来事がありません。', en: 'There is no event at this position.' },
  'head-differs': {
    ...broken,
    ja: 'ログの最後の出来事が、記された末尾位置と異なります。',
    en: 'The last event of the log is not at the position that its head says.',
  },
  'bytes-unreadable': {
    ...broken,
    ja: '保存されたバイト列が出来事として読めません。',
    en: 'The stored bytes are not those of an event.',
  },
  'column-differs': {
    ...broken,
    ja: '出来事の列が、そのバイト列の内容と異なります。',
    en: 'A column of an event is not what its bytes say.',
  },
  'revision-differs': {
    ...broken,
    ja: 'ストリームの改訂番号が連続していません。',
    en: 'The revision does not follow from the events of the stream before it.',
  },
  'stream-head-differs': {
    ...broken,
    ja: 'ストリームの先頭行が出来事と異なります。',
    en: 'The head of a stream is not what its events say.',
  },
  'identity-differs': {
    ...broken,
    ja: '出来事の識別子の行が出来事と異なります。',
    en: 'The row of an event’s id is not what the event says.',
  },
  'position-doubled': { ...broken, ja: '同じ位置に出来事が二つあります。', en: 'Two events stand at one position.' },
  'link-differs': {
    ...broken,
    ja: '連鎖の明細が再計算した値と異なります。',
    en: 'A link of a chain is not what was computed.',
  },
  'link-missing': { ...broken, ja: '連鎖の明細が欠けています。', en: 'A link of a chain is missing.' },
  'link-surplus': { ...broken, ja: '出来事のない明細が連鎖にあります。', en: 'A chain has a link that no event made.' },
  'chain-out-of-order': {
    ...broken,
    ja: '連鎖の明細がログの順序どおりではありません。',
    en: 'The links of the chain do not stand in the order of the log.',
  },
  'chain-differs': {
    ...broken,
    ja: '明細から計算した連鎖が、マップの値と異なります。明細が省かれたか、加えられたか、変えられています。',
    en: 'The links do not make the chain that the map holds: one was left out, added or changed.',
  },
  'key-differs': {
    ...broken,
    ja: 'マップの鍵がこの加入者参照のものではありません。別人の連鎖です。',
    en: 'The key of the map is not this reference’s: it is the chain of somebody else.',
  },
  'map-differs': {
    ...broken,
    ja: 'マップのルートまたはタイルが再計算した値と異なります。',
    en: 'A root or tile of the map is not what was computed.',
  },
  'map-proof-wrong': {
    ...broken,
    ja: '連鎖の先頭の証明が、記されたマップのルートと一致しません。',
    en: 'The proof of the chain’s head does not fit the committed root of the map.',
  },
  'commitment-differs': {
    ...broken,
    ja: 'マップのルートの記録が、ログのエントリと一致しません。',
    en: 'A committed root of the map is not what the entry of the log says.',
  },
  'projection-stopped': {
    ...broken,
    ja: 'プロジェクションがこの出来事で止まっています。',
    en: 'A projection stopped at this event.',
  },
  'projection-ahead': {
    ...broken,
    ja: 'プロジェクションが、ログにない出来事まで進んでいます。ログの末尾が失われています。',
    en: 'A projection has taken in events that the log does not have: its end was lost.',
  },
  'row-differs': { ...broken, ja: '行が出来事の内容と異なります。', en: 'A row is not what the events say.' },
  'row-missing': { ...broken, ja: '出来事にある行がありません。', en: 'A row that the events make is missing.' },
  'row-surplus': { ...broken, ja: '出来事にない行があります。', en: 'There is a row that no event made.' },
  'file-differs': { ...broken, ja: 'ファイルが目録と異なります。', en: 'A file is not what the manifest says.' },
  'file-missing': { ...broken, ja: '目録にあるファイルがありません。', en: 'A file of the manifest is missing.' },
  'file-surplus': {
    ...broken,
    ja: '目録にないファイルがあるか、zip が複数の読み方のできる形です。別のプログラムで展開すると、検証したものと異なる内容になるおそれがあります。',
    en: 'There is a file that the manifest does not name, or the zip can be read in more than one way: another program could unpack something else than was verified.',
  },
  'record-differs': {
    ...broken,
    ja: '記録がログの出来事と異なります。',
    en: 'A record is not what the events of the log say.',
  },
  'timestamp-wrong': {
    ...broken,
    ja: 'タイムスタンプがチェックポイントと一致しません。',
    en: 'A timestamp does not fit its checkpoint.',
  },
  'too-old': {
    ...broken,
    ja: 'チェックポイントか、証明書が漏れなく及ぶ時点が、許される期間より古いものです。',
    en: 'The checkpoint, or the time up to which the document is complete, is older than is allowed.',
  },
  'commitment-opens-other': {
    ...broken,
    ja: 'ログに記された身元コミットメントは、この加入者参照のこの身元に対するものではありません。',
    en: 'What the log commits to is not this identity under this reference.',
  },
  'commitment-missing': {
    ...broken,
    ja: 'ログが身元コミットメントを記し始めた後の登録・変更に、コミットメントがありません。',
    en: 'Somebody was registered, or changed, without a commitment to the identity, after the log had begun to commit to them.',
  },
  'reference-unregistered': {
    ...broken,
    ja: 'ログに登録のない加入者参照に明細があります。',
    en: 'There are lines under a reference that the log never registered.',
  },
  'directory-differs': {
    ...broken,
    ja: '加入者台帳の内容が、ログに記された最新の身元コミットメントと異なります。同じ変更をもう一度送れば記されることがあります。そうでなければ、台帳が書き換えられています。',
    en: 'The directory has another person under this reference than the log last committed to: a change that broke off, which the same said again completes, or a directory that was altered.',
  },
  'merger-differs': {
    ...broken,
    ja: '加入者参照の統合について、加入者台帳の内容がログの出来事と異なります。途中で止まった統合なら、同じものをもう一度送れば終わります。そうでなければ、台帳が書き換えられています。',
    en: 'The directory has this reference merged otherwise than the events say: a merger that broke off, which the same said again completes, or a directory that was altered.',
  },
  'index-differs': {
    ...broken,
    ja: '加入者台帳の索引では、ログに記された番号がこの加入者参照を指していないか、記されていない番号がこれを指しています。途中で止まった変更でなければ、索引が書き換えられています。',
    en: 'In the index of the directory, numbers that the log committed to do not name this reference, or others name it: a change that broke off, or an index that was altered.',
  },
  'erasure-untrue': {
    ...broken,
    ja: '消去されたとログにある加入者参照について、二人の承認がないか、まだ読める状態です。',
    en: 'The log says that the keys of this reference were destroyed, and no two persons had agreed on it, or what they opened can still be read.',
  },
  'second-reference': {
    ...broken,
    ja: '一人の身元が二つの加入者参照に登録されており、統合されていません。担当者が統合するか、誤りを訂正するか、別人であれば二人でそう確認してください。',
    en: 'One identity is registered under two references that were not merged: an officer merges them, or mends what is wrong, or two state that they are two people.',
  },
  'document-changed': {
    ...broken,
    ja: 'ファイルが、ログに記された発行時のものではありません。発行後に変えられたか、別の書面の証明が付いています。',
    en: 'The file is not the one that the log says was issued: it was changed since, or the proof is another document’s.',
  },
  'document-update-differs': {
    ...broken,
    ja: 'PDF の、発行されたものの後ろの部分が、証明を添付しただけのものではありません。何かが書き加えられたか、変えられています。表示される内容も変わっているおそれがあります。',
    en: 'What stands in the PDF behind what was issued is not its proof alone: something was added or altered there, and it may show something else.',
  },
  'document-proof-doubled': {
    ...broken,
    ja: '証明が PDF の中と外の二つあります。PDF の中に証明があるときは、PDF だけを検証してください。',
    en: 'There are two proofs, in the PDF and beside it: verify the PDF alone where its proof is in it.',
  },
  'document-entry-wrong': {
    ...broken,
    ja: 'ログのこのエントリは、この書面の発行の記録ではありません。',
    en: 'This entry of the log is not that of the issue of this document.',
  },
  'document-data-differs': {
    ...broken,
    ja: '書面データが、ログに記された発行時のものではありません。発行後に変えられたか、別の書面の証明が付いています。',
    en: 'The data of the document is not what the log says was issued: it was changed since, or is another document’s.',
  },
  'document-head-differs': {
    ...broken,
    ja: '書面データが自分について述べることが、ログに記された発行の記録と異なります。',
    en: 'What the data of the document says of itself is not what the log says of its issue.',
  },
  'document-completeness-missing': {
    ...broken,
    ja: '記録を開示する書面なのに、漏れがないことの証明（完全性証明）が外されています。',
    en: 'The document discloses records, and the proof that none was left out was taken away from it.',
  },
  'document-completeness-differs': {
    ...broken,
    ja: '漏れがないことの証明（完全性証明）が、この書面のものではありません。差し替えられています。',
    en: 'The proof that no record was left out is not this document’s: it was replaced.',
  },
  'document-record-unproven': {
    ...broken,
    ja: '書面に載ったこの記録が、本人の連鎖にありません。',
    en: 'This record of the document is no link of the chains of the person.',
  },
  'document-record-doubled': {
    ...broken,
    ja: '書面に同じ記録が二度載っています。',
    en: 'The document has one record twice.',
  },
  'document-wrong': {
    ...broken,
    ja: '文書の中の値が互いに一致しません。',
    en: 'The parts of the document do not fit together.',
  },
  // Nothing may be concluded.
  unreadable: { ...cannot, ja: '読めません。', en: 'It cannot be read.' },
  'unknown-format': {
    ...cannot,
    ja: '形式が分かりません。この検証プログラムより新しい形式かもしれません。',
    en: 'The format is not known; it may be newer than this verifier.',
  },
  'no-key': {
    ...cannot,
    ja: '検証に使う鍵がありません。--key で与えてください。',
    en: 'There is no key to verify with: give it with --key.',
  },
  'no-known-key': {
    ...cannot,
    ja: '与えられたどの鍵の署名もありません。鍵が交代したか、偽物です。交代なら、公告のエントリで新しい鍵を確かめてください。',
    en: 'None of the given keys signed it. Either the key was changed since, which an entry of the log announces, or it is forged.',
  },
  'authority-unknown': {
    ...cannot,
    ja: 'タイムスタンプが、与えられた時刻認証局の証明書につながりません。別の認証局のものかもしれません。',
    en: 'The timestamp does not lead to the given certificate of an authority: it may be another’s.',
  },
  'document-proof-missing': {
    ...cannot,
    ja: '証明がありません。PDF なら証明の入った元のファイルを、ほかの形式なら一緒に渡された証明も与えてください（kiroku verify では --proof）。',
    en: 'There is no proof: take the PDF as it was handed out, with its proof in it; with another file give the proof that came beside it (--proof).',
  },
  'document-too-large': {
    ...cannot,
    ja: '書面としては大きすぎます。',
    en: 'It is too large for a document.',
  },
  'no-entry': {
    ...cannot,
    ja: 'どのエントリについての証明か分かりません。--entry か --leaf で与えてください。',
    en: 'It is not said of which entry this is the proof: give it with --entry or --leaf.',
  },
  'no-timestamp': {
    ...cannot,
    ja: 'このログにタイムスタンプがなく、古さを判断できません。',
    en: 'No checkpoint of this log was stamped, so the age of the newest timestamp cannot be told.',
  },
  'no-time': {
    ...cannot,
    ja: 'チェックポイントに署名の時刻がなく、古さを判断できません。',
    en: 'The checkpoint does not say when it was signed, so its age cannot be told.',
  },
  'maps-behind': {
    ...cannot,
    ja: 'マップのこの位置と、それを記したエントリとの間に、まだマップにない出来事があり、それより前の記録（earlier）もないため、その古さを判断できません。新しい証明書を取得してください。',
    en: 'Between this place of the maps and the entry that commits to them stand events that the maps do not have, and there is no earlier commitment to tell how old those are at most: ask for a new document.',
  },
  'time-went-back': {
    ...cannot,
    ja: 'ログの中で先にあるエントリの時刻が、後のものより遅く、古さを判断できません。台帳の時計が戻されたか、時刻が偽られています。新しい証明書を取得してください。',
    en: 'An entry is dated later than one that stands behind it, so the age cannot be told: the clock of the ledger was set back, or the time is false. Ask for a new document.',
  },
  'time-ahead': {
    ...cannot,
    ja: 'この端末の時計より先の時刻が記されており、古さを判断できません。端末の時計が正しければ、台帳の時計が進んでいるか、時刻が偽られています。',
    en: 'Its time is ahead of the clock of this machine, so the age cannot be told. If this clock is right, that of the ledger is fast, or the time is false.',
  },
  'no-answer': { ...cannot, ja: '応答がありません。', en: 'It does not answer.' },
  refused: { ...cannot, ja: '応答を拒まれました。', en: 'The answer was refused.' },
  'error-answer': {
    ...cannot,
    ja: '証拠ではなく、サービスが要求を断ったときの応答です。もう一度取り直してください。',
    en: 'This is no evidence: it is the answer by which a service refused to give some. Ask for it again.',
  },
  'no-such-log': {
    ...cannot,
    ja: 'このアドレスにログはありません。https://…/v1/log/<組合> の形で、組合の名を確かめてください。',
    en: 'There is no log at this address: say it like https://ledger.example/v1/log/<association>, and look at the name.',
  },
  'not-built-yet': {
    ...cannot,
    ja: 'まだログの末尾まで作られていません。後でもう一度検証してください。',
    en: 'It has not come to the end of the log yet: verify again later.',
  },
  'commitment-unopened': {
    ...cannot,
    ja: '身元コミットメントを開く鍵がありません。鍵のディレクトリを確かめてください。',
    en: 'There is no key that opens what is committed to here: look at the key directory.',
  },
  'unknown-event': {
    ...cannot,
    ja: 'このプログラムの知らない出来事です。プログラムを更新してください。',
    en: 'This program does not know the event: upgrade it.',
  },
  'not-folded': {
    ...cannot,
    ja: 'この位置より後の出来事から行を作り直せませんでした。行は比較されていません。',
    en: 'Rows could not be made again from the events after this position, so none were compared.',
  },
  'store-unreadable': {
    ...cannot,
    ja: 'この検証では読めない保存先です。',
    en: 'This verification cannot read the store.',
  },
} as const satisfies Record<string, Words & { readonly kind: 'broken' | 'cannot-check' }>;

export const NOT_PROMISED = {
  entries: {
    ja: '保存されたエントリがリーフハッシュのとおりであること（エントリは見ていません。監査人のトークン --token と閲覧の理由 --because があれば検証します）',
    en: 'that the stored entries are what the leaves say: they were not read; with the --token of an auditor and a --because they are',
  },
  'one-view': {
    ja: '同じログが他の人にも同じように見えていること（証人または他者のチェックポイントと比べてください）',
    en: 'that everybody is shown the same log: compare with a witness or with checkpoints of others',
  },
  truth: {
    ja: '記録された内容が事実であること（記録後に変えられていないことだけを示します）',
    en: 'that what was recorded is true: only that it was not changed since',
  },
  'never-posted': {
    ja: 'そもそも記録されなかった授受がないこと',
    en: 'that there were no transfers that were never posted',
  },
  time: {
    ja: '記された時刻が正しいこと（タイムスタンプか証人がない限り、台帳の時計によります）',
    en: 'that the times are right: without a timestamp or a witness they are by the ledger’s own clock',
  },
  authority: {
    ja: 'タイムスタンプを時刻認証局が発行したこと（チェックポイントに対するものであることだけを確かめました。認証局の証明書による検証は kiroku verify --tsa で行えます）',
    en: 'that the authority made the timestamps: only that they are over checkpoints of this log. kiroku verify --tsa holds them to its certificate',
  },
  'own-keys': {
    ja: '鍵が本物であること（資料自身の鍵で検証したため、資料が互いに矛盾しないことだけを示します）',
    en: 'that the keys are the log’s: they came with the evidence, so it is only shown to be consistent in itself',
  },
  'own-leaf': {
    ja: 'どの記録の受理証であるか（葉のハッシュは資料自身によります。登録時の応答の leafHash と比べるか、--leaf か --entry で与えてください）',
    en: 'of which record this is: the leaf hash came with the proof; compare it with the leafHash that the post was answered with, or give it with --leaf or --entry',
  },
  'restricted-lines': {
    ja: '法令により存在を知らせてはならない記録は、この一覧の対象ではありません',
    en: 'anything of records that the law says must not be known to exist: they are no part of this list',
  },
  'other-references': {
    ja: '同じ人に別の加入者参照がないこと（ログは登録のたびに身元へのコミットメントを記しますが、それを互いに比べられるのは鍵を持つ者だけです: kiroku verify --live --identities）。登録時に偽られた身元は、本人が自分のコミットメントを開いて初めて分かります',
    en: 'that the person has no second member reference: the log commits to an identity at each registration, and whoever has the keys can hold these against each other (kiroku verify --live --identities); an identity that was made up at registration is found only where members open their own',
  },
  uncommitted: {
    ja: '身元コミットメントのない加入者参照（導入前の登録。その数は上に示します）について、同じ人の参照が他にないこと',
    en: 'anything of references without a commitment to an identity, registered before there were any: how many is said above',
  },
  distinct: {
    ja: '担当者二人が別人と確認した加入者参照（上に示します）が、実際に別の人であること。その確認を信じて比べました',
    en: 'that references which two officers stated to be of two people are: each pair is said above, and they were believed',
  },
  undated: {
    ja: '生年月日のない加入者参照（その数は上に示します）について、同じ人の参照が他にないこと。番号と氏名・カナだけで比べました',
    en: 'anything of references without a birth date beyond their numbers and names: by these alone they were compared; how many they are is said above',
  },
  'made-up-identity': {
    ja: '登録された身元が事実であること（偽りの身元による二つ目の参照は、見つけられません）',
    en: 'that identities are true: a second reference under one that was made up is not found',
  },
  'newer-identity': {
    ja: 'この加入者参照について、これより新しい身元コミットメントがないこと',
    en: 'that there is no newer commitment to who is behind the reference',
  },
  behind: {
    ja: '署名された木のうち、この位置より後の記録（その件数は上に示します）',
    en: 'anything among the entries of the signed tree that stand behind this place; how many those are is said above',
  },
  later: {
    ja: 'このチェックポイントより後の記録',
    en: 'anything recorded after this checkpoint',
  },
  'key-of-reference': {
    ja: 'マップの鍵がこの加入者参照のものであること（マップの秘密を持つ監査人だけが確かめられます。以前の証明書があれば、同じ鍵であることは確かめられます）',
    en: 'that the key of the map is this reference’s: only an auditor who has the map’s secret can tell; with an older document, that it is the same one',
  },
  'line-content': {
    ja: '各明細の内容（連鎖には各明細のハッシュだけがあります）',
    en: 'what each line says: a chain has the hash of each',
  },
  'map-by-log': {
    ja: '再計算する証人の連署がない限り、マップのルートが正しく作られたこと',
    en: 'that the map’s roots were made rightly, unless a witness that computes them again cosigned',
  },
  selection: {
    ja: '選択の外の出来事の内容（ハッシュだけが収められています）と、選択に漏れがないこと',
    en: 'what events outside of the selection say, of which there is the hash alone, and that the selection left out nothing',
  },
  sealed: {
    ja: '暗号化された部分の内容',
    en: 'what the encrypted parts say',
  },
  'read-once': {
    ja: '検証の後に変えられていないこと（この時点の状態だけを示します）',
    en: 'that nothing was changed after this look',
  },
  'no-kept-checkpoint': {
    ja: '古い状態への巻き戻しがないこと（外部に保管されたチェックポイントがありませんでした）',
    en: 'that the log was not set back: there was no checkpoint kept outside to compare with',
  },
  'visible-text': {
    ja: '書面に表示される文章と書面データが同じ内容であること（どちらも組合が発行したままであることは示しますが、表示の誤りまでは分かりません）',
    en: 'that the text you read says what its data says: both are as the association issued them, and a misprint of its own is not found',
  },
  'replaced-later': {
    ja: '組合が後でこの書面を差し替えていないこと（書面の確認ページにコードを入れると分かります）',
    en: 'that the association did not issue another document in the place of this one since: its check page tells, by the code',
  },
  'no-completeness': {
    ja: '漏れがないこと（この書面に完全性証明はありません）',
    en: 'that nothing was left out: this document has no proof of completeness',
  },
  'links-not-told': {
    ja: '本人の連鎖にあって、この書面に載っていない明細の内容（その件数は上に示します。共同利用・委託など法令が記録を求めない授受や、訂正された前の版、開示しないとされた記録などです）',
    en: 'what the lines of the chain say that the document does not tell; how many is said above: transfers of which the law asks for no record, such as joint use and entrustment, versions before a correction, or records that are withheld',
  },
  rows: {
    ja: '画面や一覧の行が出来事と一致すること（行の比較は行いませんでした）',
    en: 'that the rows of views are what the events say: they were not compared',
  },
} as const satisfies Record<string, Words>;

/** What a report is about, where a reader has to compare it with what they expect. */
export const ABOUT = {
  association: { ja: '組合', en: 'association' },
  origin: { ja: 'ログの名', en: 'log' },
  bundle: { ja: '資料の番号', en: 'bundle' },
  'made-at': { ja: '作成日時', en: 'made at' },
  period: {
    ja: '授受の日（日本の暦日、両端を含む）',
    en: 'transfers that occurred on these days in Japan, both included',
  },
  parties: { ja: '相手方を限定', en: 'of these parties alone' },
  members: { ja: '加入者を限定', en: 'of these members alone' },
  chains: {
    ja: '連鎖（open は通常、restricted は存在を知らせてはならない記録）',
    en: 'chains (restricted: of records that must not be known to exist)',
  },
  persons: { ja: '個人の表示（masked は伏せ、named は氏名入り）', en: 'persons' },
  size: { ja: 'ログの大きさ（出来事の数）', en: 'events of the log' },
  timestamp: { ja: 'タイムスタンプ（ログの大きさと時刻）', en: 'timestamp: events of the log, and the time' },
  'timestamp-age': { ja: '最新のタイムスタンプからの経過（分）', en: 'age of the newest timestamp, in minutes' },
  reference: { ja: '加入者参照', en: 'member reference' },
  identifiers: { ja: '保険者番号 / 記号 / 番号 / 枝番', en: 'insurer number / symbol / number / branch' },
  'own-key': { ja: '独自の番号', en: 'own key' },
  name: { ja: '氏名（カナ）', en: 'name (kana)' },
  'birth-date': { ja: '生年月日', en: 'birth date' },
  alike: {
    ja: '氏名・カナ・番号・生年月日に同じところのある加入者参照（同じ人かもしれません）',
    en: 'references that share name, kana, number or birth date so far that they may be one person',
  },
  distinct: {
    ja: '担当者二人が別人と確認した加入者参照（確認の位置）',
    en: 'references that two officers stated to be of two people (position of the statement)',
  },
  uncommitted: { ja: '身元コミットメントのない加入者参照', en: 'references without a commitment to an identity' },
  undated: { ja: '生年月日なしで比べた加入者参照', en: 'references that were compared without a birth date' },
  'document-kind': { ja: '書面の種類', en: 'kind of document' },
  'issued-on': { ja: '発行日', en: 'issued on' },
  'document-code': { ja: '確認コード', en: 'code' },
  'document-id': { ja: '書面の番号', en: 'document' },
  'document-sha256': { ja: '発行されたファイルの SHA-256', en: 'SHA-256 of the file as it was issued' },
  'issued-position': { ja: '発行が記録されたログの位置', en: 'position of its issue in the log' },
  'records-told': { ja: '書面に載った記録の数', en: 'records in the document' },
  'links-not-told': {
    ja: '本人の連鎖にあって書面に載っていない明細の数',
    en: 'lines of the chain that the document does not tell',
  },
  log: { ja: 'ログ', en: 'log' },
  position: { ja: 'ログの位置', en: 'position in the log' },
  'tree-size': { ja: '署名された木の大きさ', en: 'size of the signed tree' },
  'signed-at': { ja: 'ログが署名した時刻（ログの時計による）', en: 'signed by the log, by its own clock, at' },
  through: { ja: 'この位置まで', en: 'up to position' },
  behind: {
    ja: '署名された木でこの位置より後にある出来事の数（マップを記したものを除く）',
    en: 'entries of the signed tree behind this place, without the one that commits to the maps',
  },
  'recorded-at': { ja: 'マップが記された時刻', en: 'the maps were committed at' },
  'held-at': {
    ja: 'この時刻に台帳が持っていたものについて漏れがない（台帳の時計による）',
    en: 'complete as to what the ledger held, by its own clock, at',
  },
} as const satisfies Record<string, Words>;
