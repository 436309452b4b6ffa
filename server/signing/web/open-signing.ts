import type { SigningNeeds } from '../application/signing-needs.js';
import { createSigningUseCases, type SigningUseCases } from '../application/use-cases.js';
import { annexRecord } from './records/annex-record.js';
import { reviewMinutes } from './records/review-minutes.js';

/** The room with its records worded by its own presenters. */
export function openSigning(needs: SigningNeeds): SigningUseCases {
  return createSigningUseCases(needs, { reviewMinutes, annexRecord });
}
