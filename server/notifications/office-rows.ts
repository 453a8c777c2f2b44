// Rows of what an office carries to people itself, and who reads each.
import type { Knex } from 'knex';
import type { Queryable } from '../database.ts';
import { namesOf, type Lang } from '../i18n/languages.ts';
import type { Channel, LetterFormat } from './choices.ts';
import type { MessageLetter } from './letter.ts';

export type ByOffice = Extract<Channel, 'letter' | 'phone'>;

export interface OfficeItem {
  id: number;
  name: string;
  reference: string | null;
  createdAt: string;
  /** When the person read it in the portal; null while they have not. */
  readAt: string | null;
  language: Lang;
  format: LetterFormat;
  tries: number;
  /** From when it may be tried again. */
  nextTryAt: string;
}

export interface PostedLetter extends MessageLetter {
  id: number;
  applicantId: number | null;
}

/** What waits at an office by one way. */
export function waitingAt(db: Queryable, officeId: number, channel: ByOffice): Knex.QueryBuilder {
  return db('outbox')
    .whereRaw(`outbox.state = 'waiting'`)
    .where({ 'outbox.office_id': officeId, 'outbox.channel': channel });
}

/**
 * The reader is the account; where there is none, whom the message is about. A letter goes to the reader's own address
 * as the register has it; who has none there lives, as parents do, with the person whom the message is about.
 */
export function withReader(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .join('messages', 'messages.id', 'outbox.message_id')
    .join('offices', 'offices.id', 'outbox.office_id')
    .leftJoin('accounts', 'accounts.id', 'messages.account_id')
    .leftJoin('applicants as own', 'own.account_id', 'messages.account_id')
    .leftJoin('applicants as about', 'about.id', 'messages.applicant_id')
    .leftJoin('requests', 'requests.id', 'messages.request_id');
}

export const COLUMNS = [
  'outbox.id',
  'outbox.language',
  'outbox.format',
  'outbox.tries',
  'outbox.next_try_at',
  'messages.language as message_language',
  'messages.created_at',
  'messages.read_at',
  'messages.account_id',
  'requests.reference',
  'accounts.given_name',
  'accounts.family_name',
  'accounts.patronymic',
  'about.given_name as about_given_name',
  'about.family_name as about_family_name',
  'about.patronymic as about_patronymic',
];

/** What a message says, and where its reader is. */
export const WORDS = [
  'outbox.subject as own_subject',
  'outbox.body as own_body',
  'messages.subject',
  'messages.body',
  'messages.applicant_id',
  'accounts.phone as account_phone',
  'about.phone as applicant_phone',
  'own.address as own_address',
  'own.settlement as own_settlement',
  'about.address as about_address',
  'about.settlement as about_settlement',
  'offices.name_kk',
  'offices.name_ru',
  'offices.name_en',
  'offices.address_kk',
  'offices.address_ru',
  'offices.address_en',
  'offices.phone as office_phone',
];

export interface ItemRow {
  id: number;
  language: Lang | null;
  format: LetterFormat;
  tries: number;
  next_try_at: string;
  message_language: Lang;
  created_at: string;
  read_at: string | null;
  account_id: number | null;
  reference: string | null;
  given_name: string | null;
  family_name: string | null;
  patronymic: string | null;
  about_given_name: string | null;
  about_family_name: string | null;
  about_patronymic: string | null;
}

export interface WordsRow extends ItemRow, Record<string, unknown> {
  own_subject: string | null;
  own_body: string | null;
  subject: string;
  body: string;
  applicant_id: number | null;
  account_phone: string | null;
  applicant_phone: string | null;
  own_address: string | null;
  own_settlement: string | null;
  about_address: string | null;
  about_settlement: string | null;
  office_phone: string;
}

/** A row as an item of the list. */
export function itemOf(row: ItemRow): OfficeItem {
  const name =
    row.account_id === null
      ? [row.about_family_name, row.about_given_name, row.about_patronymic]
      : [row.family_name, row.given_name, row.patronymic];
  return {
    id: row.id,
    name: name.filter(Boolean).join(' '),
    reference: row.reference,
    createdAt: row.created_at,
    readAt: row.read_at,
    language: row.language ?? row.message_language,
    format: row.format,
    tries: row.tries,
    nextTryAt: row.next_try_at,
  };
}

/** A row as a letter. */
export function letterFrom(row: WordsRow): PostedLetter {
  const { name, language, createdAt, format } = itemOf(row);
  const [address, settlement] = row.own_address
    ? [row.own_address, row.own_settlement]
    : [row.about_address, row.about_settlement];
  return {
    id: row.id,
    applicantId: row.applicant_id,
    lang: language,
    format,
    to: [name, address, settlement].filter((line) => line !== null),
    office: {
      name: namesOf(row)[language],
      address: namesOf(row, 'address')[language],
      phone: row.office_phone,
    },
    writtenAt: createdAt,
    subject: row.own_subject ?? row.subject,
    body: row.own_body ?? row.body,
  };
}
