// Words that say nothing about an aid: they are left out of what is kept and, beside others, of what is asked.
import { fold } from '../i18n/fold.ts';

const KAZAKH =
  'және мен бен пен үшін керек қажет бар жоқ арналған бойынша арқылы немесе қалай қайда бұл маған оған алу сатып алғым келеді беріңіз бағасы тегін ең жақсы ма ме ба бе па пе қандай біздің менің сияқты';
const RUSSIAN =
  'а и или в во на над к ко с со у от до из за по под при про для без о об не ли же бы чтобы что как где какой какая какие это этот эта мне нам ему ей моей моему мой моя хочу надо нужен нужна нужно нужны купить заказать получить взять бесплатно недорого дешево цена хороший хорошая лучший лучшая самый самая который которая есть быть';
const ENGLISH =
  'a an the and or of for to in on at with from by my your his her i we need want buy get order free cheap price best good how where what which is are that this some please';

const STOP = new Set([KAZAKH, RUSSIAN, ENGLISH].flatMap((words) => fold(words).split(' ')));

/** Says whether a folded word says nothing by itself. */
export function isStopWord(folded: string): boolean {
  return STOP.has(folded);
}
