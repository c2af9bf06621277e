/** What a bundle says of itself to people, before anything is verified. */
export interface BundleSubject {
  readonly association: string;
  readonly organisation: string;
  readonly origin: string;
  readonly from: string;
  readonly to: string;
  /** SHA-256 and name of each program in it, a line for each. */
  readonly digests: string;
}

/** The text that lies in a bundle for whoever opens it without having been told what it is. */
export function bundleReadme(subject: BundleSubject): string {
  return `${inJapanese(subject)}\n${'-'.repeat(78)}\n\n${inEnglish(subject)}`;
}

function inJapanese({ association, organisation, origin, from, to, digests }: BundleSubject): string {
  return `監査資料（Kiroku 記録）

これは何か
  ${organisation}（${association}）の台帳から作成された、${from} から ${to} までの授受の資料です。
  ログ ${origin} の出来事を、保存されたままのバイト列で収めています。

入っているもの
  events.ndjson       選ばれた出来事と、同じ区画にあるほかの出来事のハッシュ
  records/            提供記録と受領記録
  checkpoint.txt      ログが署名した木の先頭（チェックポイント）
  keys.txt            ログの検証鍵
  tree/level-1.bin    木のハッシュ（出来事 256 件ごと）
  timestamps/         時刻認証局のタイムスタンプ（ある場合）
  persons.ndjson      加入者の氏名等（氏名等を表示する資料の場合）
  arrangements.ndjson, rulesets/, schemas/
                      取決め、判定の規則、形式の説明
  manifest.json, manifest.note
                      すべてのファイルの SHA-256 と、ログの鍵による署名

検証のしかた
  1. ログの検証鍵を、この資料とは別の経路で入手してください。
  2. Node.js 20.19 以降がある場合:
       node verify.mjs 資料.zip --key 鍵のファイル --lang ja
     終了コード 0: 検証できた  1: 証拠が壊れている  2: 検証できなかった
     展開したフォルダーではなく、zip のまま検証してください。
  3. Node.js がない場合: index.html をブラウザで開き、資料の zip を選んでください。
     通信は行いません。
  タイムスタンプを時刻認証局の証明書で確かめるのは、kiroku verify --tsa だけです。

  verify.mjs と index.html は、この資料を作成した者が入れたものです。誰も信用せずに
  確かめるには、別の経路で入手した Kiroku のものを使うか、SHA-256 を公開されている値
  （サービスの /docs/verifier、又は kiroku verify --digests）と比べてください。
  作成した者の書いた値は次のとおりです:
${indented(digests)}
証明されること
  - 収められた出来事は、署名されたログにその位置で入っており、変更されていません。
  - 記録は、収められた出来事に拠っています。
  - すべてのファイルは、ログの鍵で署名された一覧のとおりです。
  - タイムスタンプがあれば、それより前の出来事はその時刻に存在していました。

証明されないこと
  - 台帳に送られなかった授受がないこと。
  - 記された内容が事実であること。
  - 選ばれなかったもの（期間の外、ほかの相手方や加入者など）があるかどうか。
    選び方（相手方、加入者、列）は manifest.json と検証の報告にあります。
  - ログがほかの者に別の内容を見せていないこと（証人の連署が役に立ちます）。
  - 資料の作成後に起きたこと。
`;
}

function inEnglish({ association, organisation, origin, from, to, digests }: BundleSubject): string {
  return `A bundle of evidence (Kiroku)

What it is
  Transfers of ${from} to ${to}, out of the ledger of ${organisation} (${association}).
  It has events of the log ${origin}, as the bytes that were stored.

What is in it
  events.ndjson       chosen events, and the hashes of the others of their blocks
  records/            provision records and receipt records
  checkpoint.txt      the head of the tree, as the log signed it
  keys.txt            verifier keys of the log
  tree/level-1.bin    hashes of the tree, one for each 256 events
  timestamps/         of a time-stamping authority, where there are any
  persons.ndjson      who the members are, where the bundle names them
  arrangements.ndjson, rulesets/, schemas/
                      arrangements, the rules of the judgements, forms explained
  manifest.json, manifest.note
                      SHA-256 of every file, signed by the key of the log

How to verify it
  1. Get the verifier key of the log by another way than this bundle.
  2. With Node.js 20.19 or newer:
       node verify.mjs bundle.zip --key file-with-the-key --lang en
     ends with 0: verified  1: the evidence is broken  2: it could not be checked
     Verify the zip itself, not a folder to which it was unpacked.
  3. Without it: open index.html in a browser and choose the zip. It uses no network.
  Timestamps are held to the certificate of their authority by kiroku verify --tsa alone.

  Whoever made this bundle put verify.mjs and index.html into it. To trust nobody, use
  those of a Kiroku that you got by another way, or compare their SHA-256 with what is
  published (/docs/verifier of a service, or kiroku verify --digests). As the maker of
  the bundle wrote them:
${indented(digests)}
What is proven
  - The events in it stand in the signed log at their positions, and were not changed.
  - The records rest on events that are in it.
  - Every file is as the list says that the key of the log signed.
  - By a timestamp: whatever stands before it was there at its time.

What is not
  - That there is no transfer of which the ledger was never told.
  - That what was told is true.
  - Whether there is more than was chosen (other days, parties, members); what was
    chosen (parties, members, chains) is told by manifest.json and by the report.
  - That the log shows the same to everybody (cosignatures of witnesses help).
  - What happened after it was made.
`;
}

function indented(lines: string): string {
  return lines.replace(/^(?=.)/gm, '    ');
}
