// What stands for real values in a preview: nobody's.
import { formats } from '../../i18n/formats.ts';
import type { Lang } from '../../i18n/languages.ts';
import type { Texts, TextValues } from '../../i18n/texts.ts';
import { argumentsOf, type TemplateTexts } from '../../notifications/template-rules.ts';

/** A value for each that a kind's shipped texts ask for; numbers where they count, names of the value else. */
export function demoValues(
  shipped: TemplateTexts,
  { texts, at, publicUrl }: { texts: Texts; at: Date; publicUrl: string },
): (lang: Lang) => TextValues {
  const asked = [shipped.subject.en, shipped.body.en, shipped.easy.en].flatMap((text) => [
    ...(argumentsOf(text) ?? []),
  ]);
  return (lang) => {
    const t = texts[lang];
    const instant = at.toISOString();
    const known: TextValues = {
      reference: 'ABCD-EFGH',
      code: '482913',
      phone: '+7 700 000 00 00',
      link: `${publicUrl}/${lang}/account/messages/1234567`,
      date: formats[lang].date(instant),
      until: formats[lang].date(instant),
      from: formats[lang].date(instant),
      since: formats[lang].dateTime(instant),
      when: formats[lang].dateTime(instant),
      channel: 'email',
      count: 3,
      sum: formats[lang].money(4_500_000),
    };
    return Object.fromEntries(
      asked.map((argument) => {
        const [name, way] = argument.split(':');
        const key = `outbox.demo.${name}`;
        const named = t.has(key) ? t(key) : `[${name}]`;
        const counts = way === 'number' || way === 'plural' || way === 'selectordinal';
        return [name!, counts ? 3 : (known[name!] ?? named)];
      }),
    );
  };
}
