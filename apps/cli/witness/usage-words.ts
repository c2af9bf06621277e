import type { Said } from '../said.js';

type Words = Exclude<Said, string>;

/** What is wrong with how a witness was asked, or with what it finds in its own directory. */
export const WRONG = {
  maxAge: { ja: '--max-age は秒数です。', en: '--max-age is a number of seconds.' },
  tokenMissing: { ja: '--replay には --token-file が要ります。', en: '--replay needs a --token-file.' },
  becauseMissing: {
    ja: '--replay には --because が要ります: 記録本体を読む理由で、加入者に示されます。',
    en: '--replay needs a --because: why entries are read, which members are shown.',
  },
  keyNew: {
    ja: 'この --key はまだ信頼していません。鍵の追加: kiroku witness trust-key',
    en: 'This --key is not trusted yet. A key is added by: kiroku witness trust-key',
  },
  keyMissing: {
    ja: '初回は、信頼できる人から受け取ったログの --key が要ります。ログ自身の言うことを信じるなら --trust-first-key。',
    en: 'The first run needs the --key of the log, from somebody whom you trust; or --trust-first-key, to believe the log itself.',
  },
  keysOfSeveral: { ja: '鍵が複数のログのものです。', en: 'These keys are of several logs.' },
  noLogYet: { ja: 'この証人はまだどのログも見ていません。', en: 'This witness follows no log yet.' },
  mapKey: {
    ja: '--map-key-file に鍵がありません: base64 の 32 バイトです。',
    en: '--map-key-file holds no key: 32 bytes in base 64.',
  },
  noFailure: { ja: '残っている失敗はありません。', en: 'No failure is kept there.' },
  replayDamaged: {
    ja: '再計算の控えが壊れています。取り除くと最初からやり直します。',
    en: 'The file of the replay is damaged: take it away to begin anew.',
  },
  otherLog: (directory: string, log: string): Words => ({
    ja: `${directory} は ${log} を見ています。ほかのログには使えません。`,
    en: `${directory} follows ${log}, and no other log.`,
  }),
  keysUntold: (why: string): Words => ({
    ja: `ログが鍵を答えません（${why}）。`,
    en: `The log does not tell its keys now (${why}).`,
  }),
  keyOfOther: (origin: string): Words => ({
    ja: `この鍵は ${origin} のものではありません。`,
    en: `The key is not of ${origin}.`,
  }),
  missing: (option: string): Words => ({ ja: `${option} を指定してください。`, en: `Say ${option}.` }),
  unreadable: (path: string, code: string): Words => ({
    ja: `${path} を読み取れません（${code}）。`,
    en: `${path} cannot be read (${code}).`,
  }),
  noKey: (why: string): Words => ({ ja: `検証鍵ではありません（${why}）。`, en: why }),
  noAddress: (text: string): Words => ({
    ja: `${text} はログのアドレスではありません。例: https://ledger.example/v1/log/an-association`,
    en: `${text} is no address of a log: say it like https://ledger.example/v1/log/an-association`,
  }),
  inUse: (directory: string): Words => ({
    ja: `${directory} は別の実行が使っています。終わるのを待つか、別の --state を指定してください。`,
    en: `Another run works on ${directory} now. Let it end, or give this one another --state.`,
  }),
  otherVersion: (path: string): Words => ({
    ja: `${path} は別の版のものです。`,
    en: `${path} is of another version.`,
  }),
  replayOfOtherVersion: (path: string): Words => ({
    ja: `${path} は別の版のものです。取り除くと最初からやり直します。`,
    en: `${path} is of another version: take it away to begin anew.`,
  }),
  damaged: (path: string): Words => ({ ja: `${path} が壊れています。`, en: `${path} is damaged.` }),
  keyName: (name: string): Words => ({
    ja: `${name} は鍵の名前にできません: 英数字と、間に . _ : / - です。`,
    en: `${name} is no name of a key: letters, digits, and . _ : / - between.`,
  }),
  noSigningKey: (path: string): Words => ({
    ja: `${path} に証人の署名鍵がありません。`,
    en: `${path} holds no signing key of a witness.`,
  }),
} as const satisfies Readonly<Record<string, Words | ((...facts: string[]) => Words)>>;
