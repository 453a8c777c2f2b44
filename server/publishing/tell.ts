// Tells whoever proposed a product what became of it.
import type { Knex } from 'knex';
import type { Format } from '../i18n/formats.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Texts } from '../i18n/texts.ts';
import { sendMessage } from '../notifications/messages.ts';
import type { Revision } from './store.ts';

export type News = 'returned' | 'accepted' | 'published' | 'held_back';

/** Writes a message to whoever handed the revision in. */
export async function tellProposer(
  trx: Knex.Transaction,
  texts: Texts,
  revision: Revision,
  news: News,
  at: Date,
): Promise<void> {
  const account: { id: number; language: Lang } | undefined = await trx('accounts')
    .where({ id: revision.submittedBy ?? 0, status: 'active' })
    .first('id', 'language');
  if (!account) return;
  const values = (lang: Lang, format: Format) => ({
    product: revision.content.names[lang],
    text: revision.message ?? '',
    date: format.date(revision.publishOn),
  });
  await sendMessage(
    trx,
    texts,
    [{ accountId: account.id, language: account.language, email: null }],
    {
      kind: `product.${news}`,
      sourceKey: `revision-${revision.id}-${revision.version}.${news}`,
      values,
    },
    at,
  );
}
