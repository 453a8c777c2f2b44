// Dates, money and numbers as people of each language write them.
import { LANGUAGES, type Lang } from './languages.ts';

export interface Format {
  /** `2026-11-23` or an instant → 23 November 2026, as the day in Kazakhstan. */
  date(value: string | null | undefined): string;
  /** An instant → November 2026, as the month in Kazakhstan. */
  month(instant: string): string;
  /** An instant → 23 November 2026, 14:05, in Kazakhstan's time. */
  dateTime(instant: string): string;
  /** Whole tiyn → 150 000 ₸; tiyn are shown only where there are some. */
  money(tiyn: number): string;
  number(value: number): string;
}

const LOCALE: Record<Lang, string> = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' };

export const formats: Record<Lang, Format> = Object.fromEntries(
  LANGUAGES.map((lang) => [lang, formatFor(lang)]),
) as Record<Lang, Format>;

function formatFor(lang: Lang): Format {
  const timeZone = 'Asia/Almaty';
  const day = new Intl.DateTimeFormat(LOCALE[lang], { dateStyle: 'long', timeZone });
  const month = new Intl.DateTimeFormat(LOCALE[lang], { month: 'long', year: 'numeric', timeZone });
  const time = new Intl.DateTimeFormat(LOCALE[lang], { timeStyle: 'short', timeZone });
  const number = new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: 3 });
  const whole = new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: 0 });
  const cents = new Intl.NumberFormat(LOCALE[lang], { minimumFractionDigits: 2 });
  const at = (value: string) => new Date(value.length === 10 ? `${value}T12:00:00+05:00` : value);
  return {
    date: (value) => (value ? day.format(at(value)) : ''),
    month: (instant) => month.format(at(instant)),
    dateTime: (instant) => `${day.format(at(instant))}, ${time.format(at(instant))}`,
    money: (tiyn) => `${(tiyn % 100 === 0 ? whole : cents).format(tiyn / 100)}\u00a0₸`,
    number: (value) => number.format(value),
  };
}
