import { formats } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts } from '../i18n/texts.ts';
import type { AidRequest } from '../requests/aid-request.ts';
import type { ReasonVersion } from '../requests/reasons.ts';
import { refusalWords } from '../requests/refusal-words.ts';

/** The message about a refusal in the person's language, paragraph by paragraph. */
export function refusalMessage(
  texts: Texts,
  request: AidRequest,
  lang: Lang,
  {
    explanation,
    reason,
    objectUntil,
  }: { explanation: string; reason: ReasonVersion; objectUntil: string },
): string[] {
  const body = texts[lang]('notifications.request.refused.body', {
    reference: request.reference,
    aid: (request.product?.names ?? request.aidClass.names)[lang],
    office: request.officeNames[lang],
    explanation: refusalWords(texts[lang], lang, explanation, reason).join('\n\n'),
    date: formats[lang].date(objectUntil),
  });
  return body.split('\n\n');
}
