// Words for a large catalogue: invented names, and sentences of which a few stand with many products and most with few.
import type { Names } from '../server/i18n/languages.ts';

const SYLLABLES = [
  ['ал', 'al'],
  ['ба', 'ba'],
  ['ги', 'gi'],
  ['дар', 'dar'],
  ['ен', 'en'],
  ['жан', 'zhan'],
  ['за', 'za'],
  ['кер', 'ker'],
  ['лу', 'lu'],
  ['мир', 'mir'],
  ['но', 'no'],
  ['рам', 'ram'],
  ['са', 'sa'],
  ['тор', 'tor'],
  ['ур', 'ur'],
  ['ша', 'sha'],
] as const;

/** A name that nobody has, in both scripts. Each number up to 4,095 has its own. */
export function invented(number: number): { cyrillic: string; latin: string } {
  const parts = [number, number >> 4, number >> 8].map((one) => SYLLABLES[one & 15]!);
  return {
    cyrillic: capital(parts.map(([cyrillic]) => cyrillic).join('')),
    latin: capital(parts.map(([, latin]) => latin).join('')),
  };
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** The first stands with a quarter of all products, each further one with fewer. */
export const SENTENCES: readonly Names[] = [
  of('Берік әрі сенімді.', 'Прочное и надёжное.', 'Sturdy and reliable.'),
  of('Тазалау оңай.', 'Легко чистить.', 'Easy to clean.'),
  of('Үйде қолдануға ыңғайлы.', 'Удобно пользоваться дома.', 'Convenient to use at home.'),
  of('Салмағы жеңіл.', 'Мало весит.', 'Weighs little.'),
  of('Көшеде қолдануға жарайды.', 'Подходит для улицы.', 'Suitable for outdoors.'),
  of('Балаларға арналған.', 'Предназначено для детей.', 'Made for children.'),
  of('Биіктігі реттеледі.', 'Высота регулируется.', 'The height can be adjusted.'),
  of('Көлікке сыяды.', 'Помещается в машину.', 'Fits into a car.'),
  of('Су өткізбейді.', 'Не пропускает воду.', 'Waterproof.'),
  of('Жиынтығында сөмке бар.', 'В комплекте есть сумка.', 'A bag is included.'),
  of('Аязға төзімді.', 'Выдерживает мороз.', 'Withstands frost.'),
  of('Дыбысы баяу.', 'Работает тихо.', 'Works quietly.'),
  of('Қазақша нұсқаулығы бар.', 'Есть инструкция на казахском.', 'With a manual in Kazakh.'),
  of('Бөлшектері ауыстырылады.', 'Детали заменяются.', 'Parts can be replaced.'),
  of('Қолдың күші аз адамдарға.', 'Для людей со слабыми руками.', 'For people with weak hands.'),
  of('Түнде жарық шағылдырады.', 'Отражает свет ночью.', 'Reflects light at night.'),
  of('Тері тітіркенбейді.', 'Не раздражает кожу.', 'Does not irritate the skin.'),
  of('Титаннан жасалған.', 'Изготовлено из титана.', 'Made of titanium.'),
  of('Бамбук талшығымен.', 'С волокном бамбука.', 'With bamboo fibre.'),
  of('Магнитті ілгегі бар.', 'С магнитной застёжкой.', 'With a magnetic clasp.'),
];

/** Which sentence stands at each of `length` draws: a quarter have the first, the others fewer and fewer. */
export function draws(length: number): number[] {
  const others = SENTENCES.length - 1;
  const weights = Array.from({ length: others }, (_, at) => 1 / (at + 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const rest = weights.flatMap((weight, at) =>
    Array.from({ length: Math.ceil(((weight / all) * length * 3) / 4) }, () => at + 1),
  );
  return [...Array.from({ length: length / 4 }, () => 0), ...rest].slice(0, length);
}

function of(kk: string, ru: string, en: string): Names {
  return { kk, ru, en };
}
