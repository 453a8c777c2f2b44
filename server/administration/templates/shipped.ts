// Texts of messages as the portal was shipped with them: the measure of what may be worded otherwise.
import path from 'node:path';
import { LANGUAGES, type Lang, type Names } from '../../i18n/languages.ts';
import { readLanguage } from '../../i18n/texts.ts';
import type { TemplateTexts } from '../../notifications/template-rules.ts';
import type { Part } from '../../notifications/wording.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../i18n');
let read: Map<Lang, Map<string, string>> | null = null;

/** The shipped texts of a kind; null for one that this release does not know. */
export function shippedTexts(kind: string): TemplateTexts | null {
  read ??= new Map(LANGUAGES.map((lang) => [lang, readLanguage(FOLDER, lang)]));
  const all = read;
  const of = (part: Part): Names =>
    Object.fromEntries(
      LANGUAGES.map((lang) => [lang, all.get(lang)!.get(`notifications.${kind}.${part}`) ?? '']),
    ) as Names;
  const body = of('body');
  return body.en ? { subject: of('subject'), body, easy: of('easy') } : null;
}
