import { perform, type Means, type Order, type Result } from './perform.ts';
import { tellFamily } from './tell.ts';

/** Tells the person something. Unlike a note for colleagues it stands in their timeline and goes out as a message. */
export async function writeToPerson(
  means: Means,
  order: Order & { text: string },
): Promise<Result> {
  return perform(means, 'word', order, ({ trx, request, at }) =>
    Promise.resolve({
      note: order.text,
      afterwards: ({ eventKey }) =>
        tellFamily(trx, means.texts, request, {
          kind: 'request.told',
          eventKey,
          at,
          values: () => ({ text: order.text }),
        }),
    }),
  );
}
