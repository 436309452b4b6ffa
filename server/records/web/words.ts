import type { StateModel } from '../../platform/views/page-model.js';
import type { RecordState } from '../domain/record.lifecycle.js';

/** The states of a record as pages show them. */
export const recordStates: Readonly<Record<RecordState, StateModel>> = {
  prepared: { tone: 'neutral', icon: 'clock', word: 'Đang in' },
  printed: { tone: 'attention', icon: 'document', word: 'Chờ ký, chờ vào số' },
  registered: { tone: 'settled', icon: 'check', word: 'Đã ban hành' },
  withdrawn: { tone: 'neutral', icon: 'dash', word: 'Đã thu hồi dự thảo' },
};

export const replacedState: StateModel = { tone: 'neutral', icon: 'dash', word: 'Đã được thay thế' };

export const mediumNames: Readonly<Record<'digital' | 'scan', string>> = { digital: 'bản ký số', scan: 'bản quét của bản ký' };

export const capacityWords: Readonly<Record<'own' | 'KT' | 'TUQ', string>> = { own: '', KT: 'ký thay (KT.)', TUQ: 'ký thừa ủy quyền (TUQ.)' };

/** A record as a sentence names it: "Báo cáo số 05/BC-STC" or "Báo cáo (dự thảo)". */
export function namedRecord(title: string, numberText: string | null): string {
  return numberText === null ? `${title} (chưa có số)` : `${title} số ${numberText}`;
}
