import type { RequestKind, RequestOutcome } from '#statute';
import type { Text } from './paper-words.js';

/** Sentences of the notice of what was decided on a disclosure request. */
export const DECISION_TEXTS = {
  title: { ja: '開示等の請求に対する決定通知書', en: 'Notice of the decision on a request' },
  intro: {
    ja: '次の請求について、個人情報の保護に関する法律（以下「個人情報保護法」という。）に基づき次のとおり決定しましたので通知します。',
    en: 'On the following request it was decided as follows, under the Act on the Protection of Personal Information (APPI).',
  },
  what: { ja: '決定の内容', en: 'What was decided' },
  why: { ja: '理由', en: 'Reasons' },
  how: { ja: '回答の方法と手数料', en: 'How it is answered, and the fee' },
  method: { ja: '方法', en: 'Method' },
  wanted: { ja: '請求された方法', en: 'Method asked for' },
  format: { ja: '形式', en: 'Format' },
  offered: {
    ja: (list: string) => `対応している方法及び形式：${list}`,
    en: (list: string) => `Offered methods and formats: ${list}`,
  },
  agreed: { ja: '請求者の同意により方法を変更しました。', en: 'Another method was agreed to by whoever asked.' },
  corrected: {
    ja: (ids: string) => `訂正した授受：${ids}`,
    en: (ids: string) => `Transfers that were corrected: ${ids}`,
  },
  registered: {
    ja: (list: string) => `登録内容を訂正しました：${list}`,
    en: (list: string) => `Corrected in the registration: ${list}`,
  },
  stopped: {
    ja: (id: string) => `決定の前に、次の停止を台帳に登録しました：${id}`,
    en: (id: string) => `Before the decision this stop was entered in the ledger: ${id}`,
  },
  records: {
    ja: (count: number) => `開示する記録は${count}件です。内容は開示書に示します。`,
    en: (count: number) => `Records disclosed: ${count}. What they say is in the document of disclosure.`,
  },
  measure: { ja: '代替措置', en: 'Measure in its place' },
  complaints: { ja: '苦情の申出先', en: 'Where to complain' },
  ownDesk: { ja: '当団体の苦情の窓口', en: 'Desk of the association' },
  body: { ja: '認定個人情報保護団体', en: 'Accredited body' },
  commission: { ja: '国の機関', en: 'The commission' },
  suit: { ja: '訴えについて', en: 'Going to court' },
  suitFrom: {
    ja: (day: string) =>
      `この請求に係る訴えは、請求の到達から2週間を経過した日（${day}）以後に提起できます。請求が拒まれたときは、その日を待つ必要はありません。`,
    en: (day: string) =>
      `A suit about this request is possible from ${day} on, when two weeks have passed since it arrived. Where it was refused, nobody has to wait for that day.`,
  },
  suitAtOnce: {
    ja: '請求が拒まれたため、請求の到達から2週間の経過を待たずに訴えを提起できます。',
    en: 'As the request was refused, a suit is possible at once, whether or not two weeks have passed since it arrived.',
  },
} as const;

type Done = Readonly<Partial<Record<RequestOutcome, Text>>>;

/** What is done about a request by each outcome of its kind. */
export const DONE_TEXTS: Readonly<Record<RequestKind, Done>> = {
  RQ1: {
    GRANTED: {
      ja: '保有個人データの利用目的を、当団体からの説明に記載のとおり通知します。',
      en: 'The purposes for which the retained personal data is used are told in the explanation below.',
    },
    REFUSED: {
      ja: '保有個人データの利用目的は通知しません。',
      en: 'The purposes for which the retained personal data is used are not told.',
    },
    NO_RECORD: {
      ja: '対象となる保有個人データは存在しません。',
      en: 'There is no retained personal data that the request is about.',
    },
  },
  RQ2: {
    GRANTED: { ja: '保有個人データの全部を開示します。', en: 'The retained personal data is disclosed as a whole.' },
    PART: {
      ja: '保有個人データのうち、開示しない部分を除いて開示します。',
      en: 'The retained personal data is disclosed, save what is withheld.',
    },
    REFUSED: { ja: '保有個人データは開示しません。', en: 'The retained personal data is not disclosed.' },
    NO_RECORD: {
      ja: '対象となる保有個人データは存在しません。',
      en: 'There is no retained personal data that the request is about.',
    },
  },
  RQ3: {
    GRANTED: {
      ja: '第三者提供記録の全部を開示します。',
      en: 'The records of provisions and receipts are disclosed as a whole.',
    },
    PART: {
      ja: '第三者提供記録のうち、開示しない部分を除いて開示します。',
      en: 'The records of provisions and receipts are disclosed, save what is withheld.',
    },
    REFUSED: {
      ja: '第三者提供記録は開示しません。',
      en: 'The records of provisions and receipts are not disclosed.',
    },
    NO_RECORD: {
      ja: '対象となる第三者提供記録は存在しません。',
      en: 'There is no record of a provision or a receipt that the request is about.',
    },
  },
  RQ4: {
    GRANTED: {
      ja: '請求のとおり保有個人データの内容の訂正、追加又は削除を行いました。',
      en: 'The retained personal data was corrected, completed or deleted as it was asked for.',
    },
    PART: {
      ja: '請求の一部について保有個人データの内容の訂正、追加又は削除を行いました。',
      en: 'A part of the retained personal data was corrected, completed or deleted.',
    },
    REFUSED: {
      ja: '保有個人データの内容の訂正、追加又は削除は行いません。',
      en: 'The retained personal data is not corrected, completed or deleted.',
    },
    NO_RECORD: {
      ja: '対象となる保有個人データは存在しません。',
      en: 'There is no retained personal data that the request is about.',
    },
  },
  RQ5: {
    GRANTED: {
      ja: '請求のとおり保有個人データの利用の停止又は消去を行いました。',
      en: 'Use of the retained personal data was stopped, or the data erased, as it was asked for.',
    },
    PART: {
      ja: '請求の一部について保有個人データの利用の停止又は消去を行いました。',
      en: 'Of a part of the retained personal data the use was stopped, or it was erased.',
    },
    ALTERNATIVE: {
      ja: '利用の停止又は消去に代えて、権利利益を保護するための次の措置をとります。',
      en: 'In place of a stop or an erasure this measure protects the person.',
    },
    REFUSED: {
      ja: '保有個人データの利用の停止又は消去は行いません。',
      en: 'Use of the retained personal data is not stopped, nor is it erased.',
    },
    NO_RECORD: {
      ja: '対象となる保有個人データは存在しません。',
      en: 'There is no retained personal data that the request is about.',
    },
  },
  RQ6: {
    GRANTED: {
      ja: '請求のとおり保有個人データの第三者への提供を停止しました。',
      en: 'Provision of the retained personal data to third parties was stopped as it was asked for.',
    },
    PART: {
      ja: '請求の一部について保有個人データの第三者への提供を停止しました。',
      en: 'Provision to third parties was stopped for a part of the retained personal data.',
    },
    ALTERNATIVE: {
      ja: '第三者への提供の停止に代えて、権利利益を保護するための次の措置をとります。',
      en: 'In place of a stop of provision this measure protects the person.',
    },
    REFUSED: {
      ja: '保有個人データの第三者への提供は停止しません。',
      en: 'Provision of the retained personal data to third parties is not stopped.',
    },
    NO_RECORD: {
      ja: '対象となる保有個人データは存在しません。',
      en: 'There is no retained personal data that the request is about.',
    },
  },
};
