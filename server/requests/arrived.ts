import type { AidRequest } from './aid-request.ts';

/** Whether the chosen product has arrived, and the person said so. */
export function hasArrived({ status, product }: Pick<AidRequest, 'status' | 'product'>): boolean {
  return product !== null && (status === 'received' || status === 'closed');
}
